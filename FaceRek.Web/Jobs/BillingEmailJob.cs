using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>Sends the emails about billing that a version without an outbox left unsent.</summary>
internal sealed class BillingEmailJob(BillingReconciliation billing) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        billing.SendEmailsAsync(BillingEmailSender.MaxAttempts, cancellationToken);
}
