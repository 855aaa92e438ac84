using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Sends the letters about billing whose first try failed.</summary>
internal sealed class BillingEmailJob(BillingReconciliation billing) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        billing.SendLettersAsync(BillingEmailSender.MaxAttempts, cancellationToken);
}
