using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Counts the day's seats of every organization.</summary>
internal sealed class SeatCountJob(BillingReconciliation billing) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) => billing.CountDayAsync(cancellationToken);
}
