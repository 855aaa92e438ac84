using FaceRek.Core.Billing.Events;

namespace FaceRek.Web.Jobs;

/// <summary>Processes events as soon as Stripe sends them.</summary>
internal sealed class StripeEventJob(InboxSignal signal, StripeEventWorker worker) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await signal.WaitAsync(cancellationToken);
        await worker.RunAsync(cancellationToken);
    }
}
