using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Sends Stripe the numbers of people that changed and have been stable since.</summary>
internal sealed class SeatSyncJob(BillingReconciliation billing) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) => billing.SyncSeatsAsync(cancellationToken);
}
