using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing;

/// <summary>Ends a subscription at the end of what was paid, and takes that back.</summary>
public sealed partial class CancellationDesk(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    SubscriptionSync sync,
    ILogger<CancellationDesk> logger
)
{
    public Task<BillingOutcome> CancelAsync(Guid byUserId, CancellationToken cancellation) =>
        WithSubscriptionAsync(
            byUserId,
            subscription =>
                subscription.CancelAt is not null ? null : new SubscriptionUpdateOptions { CancelAtPeriodEnd = true },
            cancellation
        );

    public Task<BillingOutcome> ResumeAsync(Guid byUserId, CancellationToken cancellation) =>
        WithSubscriptionAsync(
            byUserId,
            subscription =>
                subscription switch
                {
                    { CancelAtPeriodEnd: true } => new SubscriptionUpdateOptions { CancelAtPeriodEnd = false },
                    // The portal sets the day alone. Assigning null is what unsets it.
                    { CancelAt: not null } => new SubscriptionUpdateOptions { CancelAt = null },
                    _ => null,
                },
            cancellation
        );

    /// <summary>Before the organization goes: nothing of it goes on at Stripe, neither a subscription nor a checkout that could still make one.</summary>
    public async Task<BillingOutcome> EndAtOnceAsync(Guid byUserId, CancellationToken cancellation)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (
            await db.BillingAccounts.AsNoTracking().SingleOrDefaultAsync(cancellation)
            is not { CustomerId: not null, IsDetached: false }
        )
        {
            return new BillingOutcome.Done();
        }
        // The keys were taken away while somebody still pays.
        if (!stripe.IsConfigured)
        {
            return await db.Subscriptions.AnyAsync(subscription => subscription.EndedAt == null, cancellation)
                ? new BillingOutcome.NotConfigured()
                : new BillingOutcome.Done();
        }
        return await StripeAnswers.AskAsync(logger, () => EndAllAsync(byUserId, cancellation), cancellation);
    }

    private async Task<BillingOutcome> EndAllAsync(Guid byUserId, CancellationToken cancellation)
    {
        if (
            await db.OpenCheckouts.Select(checkout => checkout.SessionId).SingleOrDefaultAsync(cancellation)
                is { } sessionId
            && await stripe.Api.Checkout.Sessions.GetAsync(sessionId, cancellationToken: cancellation)
                is { Status: "open" }
        )
        {
            await stripe.Api.Checkout.Sessions.ExpireAsync(sessionId, cancellationToken: cancellation);
        }
        if (await sync.RunAsync(new SyncCause(byUserId), cancellation) != SyncOutcome.Done)
        {
            return new BillingOutcome.Unreachable();
        }
        var open = (await db.Subscriptions.AsNoTracking().ToListAsync(cancellation))
            .Where(subscription => !subscription.IsTerminal)
            .ToList();
        var outcome = await sync.RunAsync(
            new SyncCause(byUserId),
            async () =>
            {
                foreach (var subscription in open)
                {
                    await stripe.Api.Subscriptions.CancelAsync(subscription.StripeId, cancellationToken: cancellation);
                    LogChanged(byUserId, subscription.Id);
                }
            },
            cancellation
        );
        return
            outcome == SyncOutcome.Done
            && (await db.Subscriptions.AsNoTracking().ToListAsync(cancellation)).All(subscription =>
                subscription.IsTerminal
            )
            ? new BillingOutcome.Done()
            : new BillingOutcome.Unreachable();
    }

    /// <param name="change">What to send, from how it stands at Stripe now; null where it is as wished already. Both wishes are absolute, so a repeat does no harm.</param>
    private async Task<BillingOutcome> WithSubscriptionAsync(
        Guid byUserId,
        Func<global::Stripe.Subscription, SubscriptionUpdateOptions?> change,
        CancellationToken cancellation
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
        var governing = AccessRule.Governing(await db.Subscriptions.AsNoTracking().ToListAsync(cancellation));
        if (governing?.IsLive != true)
        {
            return new BillingOutcome.NoSubscription();
        }
        return await StripeAnswers.AskAsync(
            logger,
            async () =>
            {
                await sync.RunAsync(
                    new SyncCause(byUserId),
                    async () =>
                    {
                        var atStripe = await stripe.Api.Subscriptions.GetAsync(
                            governing.StripeId,
                            cancellationToken: cancellation
                        );
                        if (change(atStripe) is { } options)
                        {
                            await stripe.Api.Subscriptions.UpdateAsync(
                                governing.StripeId,
                                options,
                                cancellationToken: cancellation
                            );
                        }
                    },
                    cancellation
                );
                LogChanged(byUserId, governing.Id);
                return new BillingOutcome.Done();
            },
            cancellation
        );
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "User {UserId} changed when subscription {SubscriptionId} ends"
    )]
    private partial void LogChanged(Guid userId, Guid subscriptionId);
}
