using System.Threading.Channels;
using FaceRek.Core.Mail;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Letters that nobody waits for. They leave behind the answer, so that the answer takes as long when there is no letter to send at all.
/// What lies here when the process ends is lost; all of these can be asked for again.
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
