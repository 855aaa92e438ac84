using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing;

/// <summary>Moves a subscription to another plan or interval in two steps: show what it costs now, then do exactly that. Nothing is granted before it is paid.</summary>
public sealed partial class PlanChangeDesk(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    PriceBook prices,
    SubscriptionSync sync,
    TimeProvider clock,
    ILogger<PlanChangeDesk> logger
)
{
    private const string ChargeAtOnce = "always_invoice";

    public async Task<BillingOutcome> PreviewAsync(
        string? planCode,
        BillingInterval interval,
        CancellationToken cancellation
    )
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (Plans.FindOffered(planCode)?.PriceBy(interval) is not { } price)
        {
            return new BillingOutcome.NoSuchPlan();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        if (await ChangeableAsync(cancellation) is not { } subscription)
        {
            return new BillingOutcome.NoSubscription();
        }
        if (subscription.LookupKey == price.LookupKey)
        {
            return new BillingOutcome.SamePlan();
        }
        return await StripeAnswers.AskAsync(
            logger,
            () => PreviewAsync(subscription, price, cancellation),
            cancellation
        );
    }

    /// <param name="changeId">Of the change that was shown.</param>
    public async Task<BillingOutcome> ConfirmAsync(Guid changeId, Guid byUserId, CancellationToken cancellation)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        var change = await db.PlanChanges.AsNoTracking().SingleOrDefaultAsync(row => row.Id == changeId, cancellation);
        var subscription = await ChangeableAsync(cancellation);
        if (
            change is null
            || subscription is null
            || !change.IsOpen(clock.GetUtcNow())
            || change.SubscriptionId != subscription.StripeId
        )
        {
            return new BillingOutcome.TooOld();
        }
        return await StripeAnswers.AskAsync(
            logger,
            () => ConfirmAsync(change, subscription, byUserId, cancellation),
            cancellation
        );
    }

    /// <summary>What is unpaid is paid first: a change would only add to it.</summary>
    private async Task<Subscription?> ChangeableAsync(CancellationToken cancellation)
    {
        var governing = AccessRule.Governing(await db.Subscriptions.AsNoTracking().ToListAsync(cancellation));
        return governing?.KnownStatus is SubscriptionStatus.Active or SubscriptionStatus.Trialing ? governing : null;
    }

    private async Task<BillingOutcome> PreviewAsync(
        Subscription subscription,
        PlanPrice price,
        CancellationToken cancellation
    )
    {
        if (await prices.FindAsync(price, cancellation) is not { } priceId)
        {
            return new BillingOutcome.PriceMissing(price.LookupKey);
        }
        var (seats, customerId) = (
            Math.Max(1, await db.CountSeatsAsync(cancellation)),
            await CustomerIdAsync(cancellation)
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
            cancellationToken: cancellation
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
        await using var turn = await db.TakeTurnAsync(current.Organization, cancellation);
        await db.PlanChanges.ExecuteDeleteAsync(cancellation);
        db.Add(change);
        await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
        return new BillingOutcome.Shown(change);
    }

    private async Task<BillingOutcome> ConfirmAsync(
        PlanChange change,
        Subscription subscription,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        var price = Plans.FindByLookupKey(change.LookupKey)!.Value.Price;
        if (await prices.FindAsync(price, cancellation) is not { } priceId)
        {
            return new BillingOutcome.PriceMissing(price.LookupKey);
        }
        var wish = new SubscriptionUpdateOptions
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
            // The old plan stays until the new one is paid; unpaid, the wish lapses by itself.
            PaymentBehavior = "pending_if_incomplete",
            Expand = ["latest_invoice"],
        };
        global::Stripe.Subscription? changed = null;
        await sync.RunAsync(
            new SyncCause(byUserId),
            async () =>
                changed = await stripe.Api.Subscriptions.UpdateAsync(
                    subscription.StripeId,
                    wish,
                    IdempotencyKey.Of("plan", change.Id, subscription.ItemId, priceId),
                    cancellation
                ),
            cancellation
        );
        if (changed is null)
        {
            return new BillingOutcome.Unreachable();
        }
        LogChanged(byUserId, change.LookupKey);
        if (changed.PendingUpdate is null)
        {
            await db.PlanChanges.Where(row => row.Id == change.Id).ExecuteDeleteAsync(cancellation);
            return new BillingOutcome.Done();
        }
        return new BillingOutcome.PaymentNeeded(
            Uri.TryCreate(changed.LatestInvoice?.HostedInvoiceUrl, UriKind.Absolute, out var address) ? address : null
        );
    }

    private async Task<string> CustomerIdAsync(CancellationToken cancellation) =>
        (await db.BillingAccounts.AsNoTracking().SingleAsync(cancellation)).CustomerId
        ?? throw new InvalidOperationException("A subscription without a customer.");

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} changed the plan to {LookupKey}")]
    private partial void LogChanged(Guid userId, string lookupKey);
}
