using System.Threading.Channels;
using FaceRek.Core.Mail;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Emails that no request waits for. They are sent after the response, so that the response takes the same time when
/// there is nothing to send. Emails still queued when the process ends are lost; all of them can be requested again.
/// </summary>
public sealed class BackgroundMailer(IMailer mailer, ILogger<BackgroundMailer> logger) : BackgroundService
{
    private readonly Channel<EmailMessage> letters = Channel.CreateBounded<EmailMessage>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Lay(EmailMessage letter) => letters.Writer.TryWrite(letter);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var letter in letters.Reader.ReadAllAsync(stoppingToken))
            {
                await mailer.TrySendAsync(letter, logger, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }
}
