using System.Threading.Channels;
using FaceRek.Core.Mail;

namespace FaceRek.Web.Jobs;

/// <summary>
/// Emails with a secret that no request waits for. They are sent after the response, so that the response takes the
/// same time when there is nothing to send. Emails still queued when the process ends are lost; all of them can be
/// requested again. Every other email goes through the outbox.
/// </summary>
public sealed class BackgroundMailer(IMailer mailer, ILogger<BackgroundMailer> logger) : IRecurringJob
{
    private readonly Channel<EmailMessage> queue = Channel.CreateBounded<EmailMessage>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Enqueue(EmailMessage message) => queue.Writer.TryWrite(message);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in queue.Reader.ReadAllAsync(cancellationToken))
        {
            await mailer.TrySendAsync(message, logger, cancellationToken);
        }
    }
}
