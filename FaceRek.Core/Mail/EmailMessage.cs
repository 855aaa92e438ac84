namespace FaceRek.Core.Mail;

/// <summary>One letter in plain text, ready to send. Text only: it reads the same everywhere and carries nothing to load.</summary>
public sealed record EmailMessage(string To, string ToName, string Subject, string Body);
