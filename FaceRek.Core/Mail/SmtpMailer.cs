using MailKit.Net.Smtp;
using MailKit.Security;

namespace FaceRek.Core.Mail;

/// <summary>Sends each letter in a conversation of its own; letters are few and servers drop idle ones.</summary>
public sealed class SmtpMailer(SmtpSender sender, TimeProvider clock) : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(EmailMessage letter, CancellationToken cancellationToken)
    {
        using var message = letter.ToMime(sender.From, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(sender.Host, sender.Port, SecureSocketOptions.Auto, cancellationToken);
        if (sender.User.Length > 0)
        {
            await client.AuthenticateAsync(sender.User, sender.Password, cancellationToken);
        }
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
