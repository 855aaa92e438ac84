using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Processes events as soon as Stripe sends them, and sends the resulting emails.</summary>
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
