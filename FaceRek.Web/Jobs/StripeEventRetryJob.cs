using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Processes events that wait for a retry, and sends emails that were not attempted yet.</summary>
internal sealed class StripeEventRetryJob(StripeEventWorker worker, BillingReconciliation billing) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await worker.RunAsync(cancellationToken);
        await billing.SendLettersAsync(attempts: 1, cancellationToken);
    }
}
