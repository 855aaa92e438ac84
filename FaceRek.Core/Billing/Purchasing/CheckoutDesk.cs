using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Purchasing;

/// <summary>
/// Sends an owner to Stripe's checkout. The owner chooses a plan and an interval; the server sets price, quantity and
/// customer.
/// </summary>
public sealed partial class CheckoutDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    StripeConnection stripe,
    CustomerDesk customers,
    SubscriptionSync sync,
    CheckoutSessions sessions,
    ILogger<CheckoutDesk> logger
)
{
    public async Task<BillingOutcome> StartAsync(
        string? planCode,
        BillingInterval interval,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (PlanCatalogue.FindOffered(planCode)?.PriceBy(interval) is not { } price)
        {
            return new BillingOutcome.NoSuchPlan();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        return await StripeErrors.AskAsync(
            logger,
            () => StartAsync(price, byUserId, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>The owner is back from the checkout, paid or not. The address is not trusted: only Stripe's answer counts.</summary>
    public async Task<BillingOutcome> ReturnAsync(Guid byUserId, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        return await StripeErrors.AskAsync(
            logger,
            async () =>
            {
                await sync.RunAsync(new SyncTrigger(byUserId), cancellationToken);
                return new BillingOutcome.Done();
            },
            cancellationToken
        );
    }

    private async Task<BillingOutcome> StartAsync(PlanPrice price, Guid byUserId, CancellationToken cancellationToken)
    {
        var customerId = await customers.EnsureAsync(byUserId, cancellationToken);
        // An earlier checkout may have been paid by now, with its event still on the way.
        await sync.RunAsync(new SyncTrigger(byUserId), cancellationToken);
        if (await ObstacleAsync(cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        var seats = Math.Max(1, await db.CountSeatsAsync(cancellationToken));
        var outcome = await sessions.OpenAsync(customerId, price, seats, byUserId, cancellationToken);
        if (outcome is BillingOutcome.GoTo)
        {
            LogStarted(byUserId, price.LookupKey);
        }
        return outcome;
    }

    private async Task<BillingOutcome?> ObstacleAsync(CancellationToken cancellationToken)
    {
        if (
            await db.Subscriptions.ToListAsync(cancellationToken) is { } all
            && all.Any(subscription => subscription.IsLive)
        )
        {
            return new BillingOutcome.AlreadySubscribed();
        }
        return (await entitlement.AccessAsync(cancellationToken)).OwesInvoices
            ? new BillingOutcome.OwesInvoices()
            : null;
    }

    [LoggerMessage(
        EventId = 1705,
        Level = LogLevel.Information,
        Message = "User {UserId} went to the checkout for {LookupKey}"
    )]
    private partial void LogStarted(Guid userId, string lookupKey);
}
