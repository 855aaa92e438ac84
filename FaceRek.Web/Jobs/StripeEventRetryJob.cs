using FaceRek.Core.Billing.Events;

namespace FaceRek.Web.Jobs;

/// <summary>Processes events that wait for a retry.</summary>
internal sealed class StripeEventRetryJob(StripeEventWorker worker) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) => worker.RunAsync(cancellationToken);
}
