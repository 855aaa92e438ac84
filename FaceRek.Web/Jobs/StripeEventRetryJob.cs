using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Works on events that wait for another try, and sends emails that were not tried yet.</summary>
internal sealed class StripeEventRetryJob(StripeEventWorker worker, BillingReconciliation billing) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await worker.RunAsync(cancellationToken);
        await billing.SendLettersAsync(attempts: 1, cancellationToken);
    }
}
