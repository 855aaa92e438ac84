using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FaceRek.Core.Mail;

/// <summary>Sends each email over its own connection; emails are few and servers close idle connections.</summary>
public sealed class SmtpMailer(SmtpSender sender, TimeProvider clock) : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        using var mime = message.ToMime(sender.From, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(sender.Host, sender.Port, SecureSocketOptions.Auto, cancellationToken);
        if (sender.User.Length > 0)
        {
            await client.AuthenticateAsync(sender.User, sender.Password, cancellationToken);
        }
        await client.SendAsync(mime, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}

/// <param name="Port">465 uses TLS from the first byte; others upgrade by STARTTLS where the server offers it.</param>
/// <param name="User">Empty for a server without authentication.</param>
/// <param name="From">A mailbox such as <c>FaceRek &lt;no-reply@example.com&gt;</c>.</param>
public sealed record SmtpSender(string Host, int Port, string User, string Password, string From);

internal static class EmailMime
{
    public static MimeMessage ToMime(this EmailMessage message, string from, DateTimeOffset now)
    {
        var mime = new MimeMessage
        {
            Subject = message.Subject.OnOneLine(),
            Date = now,
            Body = new TextPart("plain") { Text = message.Body },
        };
        mime.From.Add(MailboxAddress.Parse(from));
        mime.To.Add(Mailbox(message));
        return mime;
    }

    // A name in a header must be on one line; a line break would start another header.
    public static string OnOneLine(this string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static MailboxAddress Mailbox(EmailMessage message) =>
        message.To.Any(c => char.IsControl(c) || c is ' ' or ',' or '<' or '>')
            ? throw new ArgumentException("This is not one address.", nameof(message))
            : new MailboxAddress(message.ToName.OnOneLine(), message.To);
}
