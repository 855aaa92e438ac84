using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Setup;

/// <summary>Sends the courier out every other second; at once again while there is more than a round can carry.</summary>
internal sealed partial class WebhookRounds(WebhookCourier courier, TimeProvider clock, ILogger<WebhookRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { while (await courier.RoundAsync(stoppingToken) > 0) { } }
                catch (Exception fault) when (fault is not OperationCanceledException) { LogFailed(fault); }
            }
        }
        catch (OperationCanceledException) { } // the application stops; what was in hand falls due again
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of webhooks failed and will be tried again in a moment")]
    private partial void LogFailed(Exception fault);
}
