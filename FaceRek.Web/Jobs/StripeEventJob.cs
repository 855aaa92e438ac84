using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Works on events as soon as Stripe sent them, and sends the letters that they led to.</summary>
internal sealed class StripeEventJob(InboxSignal signal, StripeEventWorker worker, BillingReconciliation billing)
    : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await signal.WaitAsync(cancellationToken);
        await worker.RunAsync(cancellationToken);
        await billing.SendLettersAsync(attempts: 1, cancellationToken);
    }
}
