using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Retries billing emails whose first attempt failed.</summary>
internal sealed class BillingEmailJob(BillingReconciliation billing) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        billing.SendLettersAsync(BillingEmailSender.MaxAttempts, cancellationToken);
}
