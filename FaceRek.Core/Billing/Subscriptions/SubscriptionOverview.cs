using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Reads the current organization's subscription from stored rows only, so it works while Stripe does not respond.</summary>
public sealed class SubscriptionOverviewReader(FaceRekDb db, Entitlement entitlement, StripeConnection stripe)
{
    public async Task<SubscriptionOverview> StandingAsync(CancellationToken cancellationToken)
    {
        var account = await db.BillingAccounts.SingleOrDefaultAsync(cancellationToken);
        var subscription = BillingAccessPolicy.Governing(await db.Subscriptions.ToListAsync(cancellationToken));
        var overdue = await db
            .Invoices.Where(invoice => invoice.Status == InvoiceStatus.Open && invoice.Attempts > 0)
            .OrderBy(invoice => invoice.CreatedAt)
            .ToListAsync(cancellationToken);
        return new SubscriptionOverview(
            await entitlement.AccessAsync(cancellationToken),
            stripe.IsConfigured,
            stripe.IsConfigured && !stripe.IsLive,
            subscription,
            overdue,
            await db.OpenCheckouts.SingleOrDefaultAsync(cancellationToken),
            account?.Alert,
            account?.SyncedAt,
            await DeadLettersAsync(account, cancellationToken)
        )
        {
            HasCustomer = account is { CustomerId: not null, IsDetached: false },
        };
    }

    private async Task<int> DeadLettersAsync(BillingAccount? account, CancellationToken cancellationToken) =>
        account?.CustomerId is { } customerId
            ? await db.StripeEvents.CountAsync(
                message => message.CustomerId == customerId && message.State == StripeEventState.Dead,
                cancellationToken
            )
            : 0;
}

/// <summary>The content of an owner's subscription page.</summary>
/// <param name="IsConfigured">Whether anything can be bought here.</param>
/// <param name="Subscription">The one that decides; null where there is none.</param>
/// <param name="Overdue">Invoices whose payment failed, the oldest first.</param>
/// <param name="Alert">What an operator should check.</param>
public sealed record SubscriptionOverview(
    BillingAccess Access,
    bool IsConfigured,
    bool IsTest,
    Subscription? Subscription,
    IReadOnlyList<Invoice> Overdue,
    OpenCheckout? OpenCheckout,
    string? Alert,
    DateTimeOffset? SyncedAt,
    int DeadLetters
)
{
    /// <summary>Whether there is a customer to show in the portal.</summary>
    public required bool HasCustomer { get; init; }
}
