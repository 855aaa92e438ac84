using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing.Purchasing;

/// <summary>Cancels a subscription at the end of the paid period, and revokes the cancellation.</summary>
public sealed partial class CancellationDesk(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    SubscriptionSync sync,
    ILogger<CancellationDesk> logger
)
{
    public Task<BillingOutcome> CancelAsync(Guid byUserId, CancellationToken cancellationToken) =>
        WithSubscriptionAsync(
            byUserId,
            subscription =>
                subscription.CancelAt is not null ? null : new SubscriptionUpdateOptions { CancelAtPeriodEnd = true },
            cancellationToken
        );

    public Task<BillingOutcome> ResumeAsync(Guid byUserId, CancellationToken cancellationToken) =>
        WithSubscriptionAsync(
            byUserId,
            subscription =>
                subscription switch
                {
                    { CancelAtPeriodEnd: true } => new SubscriptionUpdateOptions { CancelAtPeriodEnd = false },
                    // The portal only sets the date. Assigning null clears it.
                    { CancelAt: not null } => new SubscriptionUpdateOptions { CancelAt = null },
                    _ => null,
                },
            cancellationToken
        );

    /// <summary>
    /// Called before an organization is deleted: ends everything at Stripe, both the subscription and a checkout that
    /// could still create one.
    /// </summary>
    public async Task<BillingOutcome> EndAtOnceAsync(Guid byUserId, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (
            await db.BillingAccounts.SingleOrDefaultAsync(cancellationToken)
            is not { CustomerId: not null, IsDetached: false }
        )
        {
            return new BillingOutcome.Done();
        }
        // The keys were removed while a customer still pays.
        if (!stripe.IsConfigured)
        {
            return await db.Subscriptions.AnyAsync(subscription => subscription.EndedAt == null, cancellationToken)
                ? new BillingOutcome.NotConfigured()
                : new BillingOutcome.Done();
        }
        return await StripeErrors.AskAsync(logger, () => EndAllAsync(byUserId, cancellationToken), cancellationToken);
    }

    private async Task<BillingOutcome> EndAllAsync(Guid byUserId, CancellationToken cancellationToken)
    {
        if (
            await db.OpenCheckouts.Select(checkout => checkout.SessionId).SingleOrDefaultAsync(cancellationToken)
                is { } sessionId
            && await stripe.Api.Checkout.Sessions.GetAsync(sessionId, cancellationToken: cancellationToken)
                is { Status: "open" }
        )
        {
            await stripe.Api.Checkout.Sessions.ExpireAsync(sessionId, cancellationToken: cancellationToken);
        }
        if (await sync.RunAsync(new SyncTrigger(byUserId), cancellationToken) != SyncOutcome.Done)
        {
            return new BillingOutcome.Unreachable();
        }
        var open = (await db.Subscriptions.ToListAsync(cancellationToken))
            .Where(subscription => !subscription.IsTerminal)
            .ToList();
        var outcome = await sync.RunAsync(
            new SyncTrigger(byUserId),
            async () =>
            {
                foreach (var subscription in open)
                {
                    await stripe.Api.Subscriptions.CancelAsync(
                        subscription.StripeId,
                        cancellationToken: cancellationToken
                    );
                    LogChanged(byUserId, subscription.Id);
                }
            },
            cancellationToken
        );
        return
            outcome == SyncOutcome.Done
            && (await db.Subscriptions.ToListAsync(cancellationToken)).All(subscription => subscription.IsTerminal)
            ? new BillingOutcome.Done()
            : new BillingOutcome.Unreachable();
    }

    /// <param name="change">Returns what to send for the current state at Stripe; null where nothing is to be changed.
    /// Both changes are absolute, so a repeat does no harm.</param>
    private async Task<BillingOutcome> WithSubscriptionAsync(
        Guid byUserId,
        Func<global::Stripe.Subscription, SubscriptionUpdateOptions?> change,
        CancellationToken cancellationToken
    )
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        var governing = BillingAccessPolicy.Governing(await db.Subscriptions.ToListAsync(cancellationToken));
        if (governing?.IsLive != true)
        {
            return new BillingOutcome.NoSubscription();
        }
        return await StripeErrors.AskAsync(
            logger,
            async () =>
            {
                await sync.RunAsync(
                    new SyncTrigger(byUserId),
                    async () =>
                    {
                        var atStripe = await stripe.Api.Subscriptions.GetAsync(
                            governing.StripeId,
                            cancellationToken: cancellationToken
                        );
                        if (change(atStripe) is { } options)
                        {
                            await stripe.Api.Subscriptions.UpdateAsync(
                                governing.StripeId,
                                options,
                                cancellationToken: cancellationToken
                            );
                        }
                    },
                    cancellationToken
                );
                LogChanged(byUserId, governing.Id);
                return new BillingOutcome.Done();
            },
            cancellationToken
        );
    }

    [LoggerMessage(
        EventId = 1704,
        Level = LogLevel.Information,
        Message = "User {UserId} changed when subscription {SubscriptionId} ends"
    )]
    private partial void LogChanged(Guid userId, Guid subscriptionId);
}
