using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Jobs;

/// <summary>Sends due webhooks; at once again while there are more than one round can send.</summary>
internal sealed class WebhookDeliveryJob(WebhookSender sender) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await sender.RoundAsync(cancellationToken) > 0) { }
    }
}
