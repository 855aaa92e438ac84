using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Sends Stripe the number of people the current organization pays for: an absolute number, so that a repeat or a crash
/// in the middle does no harm.
/// </summary>
public sealed partial class SeatSync(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    SubscriptionSync sync,
    ILogger<SeatSync> logger
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!stripe.IsConfigured || await AdjustableAsync(cancellationToken) is not { } subscription)
        {
            return;
        }
        var seats = Math.Max(1, await db.CountSeatsAsync(cancellationToken));
        var account = await db.BillingAccounts.AsTracking().SingleAsync(cancellationToken);
        if (seats == subscription.Seats)
        {
            account.Reach();
            await db.SaveChangesAsync(cancellationToken);
            return;
        }
        // Stored before it is sent: a repeat after a crash has the same number and the same key.
        account.AimAt(seats, subscription.Seats);
        await db.SaveChangesAsync(cancellationToken);
        await TellAsync(subscription, account, cancellationToken);
        LogTold(current.Organization.Id, subscription.Seats, account.SeatTarget);
        await sync.RunAsync(new SyncTrigger(), cancellationToken);
    }

    private async Task TellAsync(Subscription subscription, BillingAccount account, CancellationToken cancellationToken)
    {
        var change = new SubscriptionUpdateOptions
        {
            Items = [new SubscriptionItemOptions { Id = subscription.ItemId, Quantity = account.SeatTarget }],
            ProrationBehavior = "create_prorations",
        };
        try
        {
            await stripe.Api.Subscriptions.UpdateAsync(
                subscription.StripeId,
                change,
                IdempotencyKey.Of(
                    "seats",
                    subscription.StripeId,
                    subscription.ItemId,
                    account.SeatTarget,
                    account.SeatRevision
                ),
                cancellationToken
            );
        }
        catch (StripeException exception) when (exception.IsStripesOwn())
        {
            // Stripe repeats this answer for the key for a day. The number is absolute, so another key does no harm.
            account.Reach();
            await db.SaveChangesAsync(cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// While a change of plan waits for its payment, Stripe accepts no other change; ended or written-off subscriptions
    /// are not changed any more.
    /// </summary>
    private async Task<Subscription?> AdjustableAsync(CancellationToken cancellationToken)
    {
        var governing = BillingAccessPolicy.Governing(await db.Subscriptions.ToListAsync(cancellationToken));
        return
            governing
                is {
                    KnownStatus: SubscriptionStatus.Active or SubscriptionStatus.Trialing or SubscriptionStatus.PastDue,
                    PendingUntil: null,
                    ItemId.Length: > 0
                }
            ? governing
            : null;
    }

    [LoggerMessage(
        EventId = 1711,
        Level = LogLevel.Information,
        Message = "Organization {OrganizationId} pays for {After} people instead of {Before}"
    )]
    private partial void LogTold(Guid organizationId, int before, int after);
}
