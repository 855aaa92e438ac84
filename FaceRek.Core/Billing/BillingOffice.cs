using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing;

/// <summary>What is on record about the current organization's subscription. Reads our own rows only, so it answers while Stripe does not.</summary>
public sealed class BillingOffice(FaceRekDb db, Entitlement entitlement, StripeConnection stripe)
{
    public async Task<BillingStanding> StandingAsync(CancellationToken cancellation)
    {
        var account = await db.BillingAccounts.AsNoTracking().SingleOrDefaultAsync(cancellation);
        var subscription = AccessRule.Governing(await db.Subscriptions.AsNoTracking().ToListAsync(cancellation));
        var overdue = await db
            .Invoices.AsNoTracking()
            .Where(invoice => invoice.Status == InvoiceStatus.Open && invoice.Attempts > 0)
            .OrderBy(invoice => invoice.CreatedAt)
            .ToListAsync(cancellation);
        return new BillingStanding(
            await entitlement.AccessAsync(cancellation),
            stripe.IsConfigured,
            stripe.IsConfigured && !stripe.IsLive,
            subscription,
            overdue,
            await db.OpenCheckouts.AsNoTracking().SingleOrDefaultAsync(cancellation),
            account?.Alert,
            account?.SyncedAt,
            await DeadLettersAsync(account, cancellation)
        )
        {
            HasCustomer = account is { CustomerId: not null, IsDetached: false },
        };
    }

    private async Task<int> DeadLettersAsync(BillingAccount? account, CancellationToken cancellation) =>
        account?.CustomerId is { } customerId
            ? await db.StripeEvents.CountAsync(
                message => message.CustomerId == customerId && message.State == StripeEventState.Dead,
                cancellation
            )
            : 0;
}
