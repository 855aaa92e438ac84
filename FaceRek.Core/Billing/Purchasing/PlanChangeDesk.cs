using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stripe;
using Plan = FaceRek.Core.Billing.Plans.Plan;
using Subscription = FaceRek.Core.Billing.Subscriptions.Subscription;

namespace FaceRek.Core.Billing.Purchasing;

/// <summary>
/// Moves a subscription to another plan or interval in two steps: show what it costs now, then do exactly that. Nothing
/// is granted before it is paid.
/// </summary>
public sealed partial class PlanChangeDesk(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    StripePriceCache prices,
    SubscriptionSync sync,
    TimeProvider clock,
    ILogger<PlanChangeDesk> logger
)
{
    private const string ChargeAtOnce = "always_invoice";

    public async Task<BillingOutcome> PreviewAsync(
        string? planCode,
        BillingInterval interval,
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
        if (await ChangeableAsync(cancellationToken) is not { } subscription)
        {
            return new BillingOutcome.NoSubscription();
        }
        if (subscription.LookupKey == price.LookupKey)
        {
            return new BillingOutcome.SamePlan();
        }
        return await StripeErrors.AskAsync(
            logger,
            () => PreviewAsync(subscription, price, cancellationToken),
            cancellationToken
        );
    }

    /// <param name="changeId">Of the change that was shown.</param>
    public async Task<BillingOutcome> ConfirmAsync(Guid changeId, Guid byUserId, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        var change = await db.PlanChanges.SingleOrDefaultAsync(row => row.Id == changeId, cancellationToken);
        var subscription = await ChangeableAsync(cancellationToken);
        if (
            change is null
            || subscription is null
            || !change.IsOpen(clock.GetUtcNow())
            || change.SubscriptionId != subscription.StripeId
        )
        {
            return new BillingOutcome.TooOld();
        }
        return await StripeErrors.AskAsync(
            logger,
            () => ConfirmAsync(change, subscription, byUserId, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Unpaid invoices are paid first: a change would only add to them.</summary>
    private async Task<Subscription?> ChangeableAsync(CancellationToken cancellationToken)
    {
        var governing = BillingAccessPolicy.Governing(await db.Subscriptions.ToListAsync(cancellationToken));
        return governing?.KnownStatus is SubscriptionStatus.Active or SubscriptionStatus.Trialing ? governing : null;
    }

    private async Task<BillingOutcome> PreviewAsync(
        Subscription subscription,
        PlanPrice price,
        CancellationToken cancellationToken
    )
    {
        if (await prices.FindAsync(price, cancellationToken) is not { } priceId)
        {
            return new BillingOutcome.PriceMissing(price.LookupKey);
        }
        var (seats, customerId) = (
            Math.Max(1, await db.CountSeatsAsync(cancellationToken)),
            await CustomerIdAsync(cancellationToken)
        );
        var at = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var preview = await stripe.Api.Invoices.CreatePreviewAsync(
            new InvoiceCreatePreviewOptions
            {
                Customer = customerId,
                Subscription = subscription.StripeId,
                SubscriptionDetails = new InvoiceSubscriptionDetailsOptions
                {
                    Items =
                    [
                        new InvoiceSubscriptionDetailsItemOptions
                        {
                            Id = subscription.ItemId,
                            Price = priceId,
                            Quantity = seats,
                        },
                    ],
                    ProrationBehavior = ChargeAtOnce,
                    ProrationDate = at.UtcDateTime,
                },
            },
            cancellationToken: cancellationToken
        );
        var change = new PlanChange
        {
            OrganizationId = current.Organization.Id,
            SubscriptionId = subscription.StripeId,
            LookupKey = price.LookupKey,
            Seats = seats,
            At = at,
            DueMinor = preview.Total,
            Currency = preview.Currency,
        };
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        await db.PlanChanges.ExecuteDeleteAsync(cancellationToken);
        db.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new BillingOutcome.Shown(change);
    }

    private async Task<BillingOutcome> ConfirmAsync(
        PlanChange change,
        Subscription subscription,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        var price = PlanCatalogue.FindByLookupKey(change.LookupKey)!.Value.Price;
        if (await prices.FindAsync(price, cancellationToken) is not { } priceId)
        {
            return new BillingOutcome.PriceMissing(price.LookupKey);
        }
        var update = new SubscriptionUpdateOptions
        {
            Items =
            [
                new SubscriptionItemOptions
                {
                    Id = subscription.ItemId,
                    Price = priceId,
                    Quantity = change.Seats,
                },
            ],
            ProrationBehavior = ChargeAtOnce,
            ProrationDate = change.At.UtcDateTime,
            // The old plan stays until the new one is paid; if it is not paid, the change expires by itself.
            PaymentBehavior = "pending_if_incomplete",
            Expand = ["latest_invoice"],
        };
        global::Stripe.Subscription? changed = null;
        await sync.RunAsync(
            new SyncTrigger(byUserId),
            async () =>
                changed = await stripe.Api.Subscriptions.UpdateAsync(
                    subscription.StripeId,
                    update,
                    IdempotencyKey.Of("plan", change.Id, subscription.ItemId, priceId),
                    cancellationToken
                ),
            cancellationToken
        );
        if (changed is null)
        {
            return new BillingOutcome.Unreachable();
        }
        LogChanged(byUserId, change.LookupKey);
        if (changed.PendingUpdate is null)
        {
            await db.PlanChanges.Where(row => row.Id == change.Id).ExecuteDeleteAsync(cancellationToken);
            return new BillingOutcome.Done();
        }
        return new BillingOutcome.PaymentNeeded(
            Uri.TryCreate(changed.LatestInvoice?.HostedInvoiceUrl, UriKind.Absolute, out var address) ? address : null
        );
    }

    private async Task<string> CustomerIdAsync(CancellationToken cancellationToken) =>
        (await db.BillingAccounts.SingleAsync(cancellationToken)).CustomerId
        ?? throw new InvalidOperationException("A subscription without a customer.");

    [LoggerMessage(
        EventId = 1706,
        Level = LogLevel.Information,
        Message = "User {UserId} changed the plan to {LookupKey}"
    )]
    private partial void LogChanged(Guid userId, string lookupKey);
}

/// <summary>The price of a plan for a number of people, before tax.</summary>
/// <param name="People">Active people, at least 1.</param>
public sealed record SeatQuote(Plan Plan, BillingInterval Interval, int People)
{
    /// <summary>The largest number for a quote; above it customers contact us.</summary>
    public const int MaxPeople = 10_000;

    /// <summary>Whether that many people may use the plan at all.</summary>
    public bool Fits => Plan.Holds(People);

    /// <summary>For one interval; zero where the plan is free.</summary>
    public Money Total => Plan.PriceBy(Interval)?.PerPerson.Times(People) ?? PlanCatalogue.Nothing;

    /// <summary>How much more a year costs when paid monthly; zero for a monthly quote.</summary>
    public Money Saved =>
        Interval == BillingInterval.Year && Plan.PriceBy(BillingInterval.Month) is { } monthly
            ? monthly.PerPerson.Times(12 * People).Plus(Total.Times(-1))
            : Total with
            {
                Minor = 0,
            };
}
