using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Compares everything with Stripe at the start and every night. A round that throws is tried again in an hour.</summary>
internal sealed class ReconciliationJob(BillingReconciliation billing, TimeProvider clock) : IRecurringJob
{
    /// <summary>In UTC; before Europe's working day begins.</summary>
    private const int Hour = 2;

    private DateOnly? reconciledOn;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (reconciledOn is not null && (now.Hour < Hour || today == reconciledOn))
        {
            return;
        }
        await billing.ReconcileAsync(cancellationToken);
        reconciledOn = today;
    }
}
