namespace FaceRek.Core.Mail;

/// <summary>Sends an email. Throws when it could not be sent; the caller decides what that means.</summary>
public interface IMailer
{
    Task SendAsync(EmailMessage message, CancellationToken cancellationToken);
}

/// <summary>One email in plain text, ready to send. Text only: it reads the same everywhere and loads nothing.</summary>
public sealed record EmailMessage(string To, string ToName, string Subject, string Body);
