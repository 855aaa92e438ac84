namespace FaceRek.Core.Mail;

/// <param name="Name">Of its file, without the ending.</param>
public sealed record StoredEmail(string Name, string To, string Subject, DateTimeOffset At, string Body);
