namespace FaceRek.Core.Mail;

/// <summary>Hands a letter over. Throws when it could not be handed over; the caller decides what that means.</summary>
public interface IMailer
{
    Task SendAsync(EmailMessage letter, CancellationToken cancellationToken);
}
