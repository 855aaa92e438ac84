using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing;

/// <summary>What is on record about the current organization's subscription. Reads our own rows only, so it answers while Stripe does not.</summary>
public sealed class SubscriptionOverviewReader(FaceRekDb db, Entitlement entitlement, StripeConnection stripe)
{
    public async Task<SubscriptionOverview> StandingAsync(CancellationToken cancellationToken)
    {
        var account = await db.BillingAccounts.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var subscription = BillingAccessPolicy.Governing(
            await db.Subscriptions.AsNoTracking().ToListAsync(cancellationToken)
        );
        var overdue = await db
            .Invoices.AsNoTracking()
            .Where(invoice => invoice.Status == InvoiceStatus.Open && invoice.Attempts > 0)
            .OrderBy(invoice => invoice.CreatedAt)
            .ToListAsync(cancellationToken);
        return new SubscriptionOverview(
            await entitlement.AccessAsync(cancellationToken),
            stripe.IsConfigured,
            stripe.IsConfigured && !stripe.IsLive,
            subscription,
            overdue,
            await db.OpenCheckouts.AsNoTracking().SingleOrDefaultAsync(cancellationToken),
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
