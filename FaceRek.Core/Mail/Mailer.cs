namespace FaceRek.Core.Mail;

/// <summary>Hands a letter over. Throws when it could not be handed over; the caller decides what that means.</summary>
public interface IMailer
{
    Task SendAsync(EmailMessage letter, CancellationToken cancellationToken);
}

/// <summary>One letter in plain text, ready to send. Text only: it reads the same everywhere and carries nothing to load.</summary>
public sealed record EmailMessage(string To, string ToName, string Subject, string Body);
