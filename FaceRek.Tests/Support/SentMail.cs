using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FaceRek.Core.Mail;

namespace FaceRek.Tests.Support;

/// <summary>The sent emails in order. Stricter than a server: an empty field is an error.</summary>
public sealed partial class SentMail : IMailer
{
    private readonly ConcurrentQueue<EmailMessage> messages = new();

    public IReadOnlyList<EmailMessage> Emails => [.. messages];

    /// <summary>While true, every email fails as with an unreachable server.</summary>
    public bool IsDown { get; set; }

    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new IOException("The mail server does not answer.");
        }
        Assert.NotEmpty(message.To);
        Assert.NotEmpty(message.Subject);
        Assert.NotEmpty(message.Body);
        Assert.DoesNotContain(message.To + message.ToName + message.Subject, c => char.IsControl(c));
        messages.Enqueue(message);
        return Task.CompletedTask;
    }

    public EmailMessage LastTo(string email) => Emails.Last(message => message.To == email);

    /// <summary>Path and query of the first link in the last email to <paramref name="email"/>.</summary>
    public string LinkTo(string email) => new Uri(Link().Match(LastTo(email).Body).Value).PathAndQuery;

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
