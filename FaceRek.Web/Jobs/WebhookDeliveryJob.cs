using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Jobs;

/// <summary>Sends due messages every two seconds; at once again while there are more than one round can send.</summary>
internal sealed partial class WebhookDeliveryJob(
    WebhookSender courier,
    TimeProvider clock,
    ILogger<WebhookDeliveryJob> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        RecurringWork.EveryAsync(Round, clock, CarryAsync, LogFailed, stoppingToken);

    private async Task CarryAsync(CancellationToken cancellationToken)
    {
        while (await courier.RoundAsync(cancellationToken) > 0) { }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A round of webhooks failed and will be tried again in a moment"
    )]
    private partial void LogFailed(Exception fault);
}
