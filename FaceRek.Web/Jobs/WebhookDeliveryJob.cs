using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Jobs;

/// <summary>Sends the webhooks that are due; at once again while there are more than one round can carry.</summary>
internal sealed class WebhookDeliveryJob(WebhookSender sender) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await sender.RoundAsync(cancellationToken) > 0) { }
    }
}
