using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Stripe;

namespace FaceRek.Core.Billing;

/// <summary>Makes the current organization a customer of Stripe's, once.</summary>
public sealed class CustomerDesk(FaceRekDb db, CurrentOrganization current, StripeConnection stripe)
{
    /// <summary>cus_…, made now if there was none.</summary>
    internal async Task<string> EnsureAsync(Guid byUserId, CancellationToken cancellation)
    {
        var account = await db.BillingAccounts.SingleOrDefaultAsync(cancellation) ?? await OpenAccountAsync(cancellation);
        if (account is { CustomerId: { } known, IsDetached: false }) { return known; }
        var (organization, email) = (current.Organization, await db.Users.Where(user => user.Id == byUserId).Select(user => user.Email).SingleAsync(cancellation));
        var customer = await stripe.Api.Customers.CreateAsync(
            new CustomerCreateOptions { Name = organization.Name, Email = email, Metadata = new() { ["organization"] = organization.Id.ToString("N") } },
            IdempotencyKey.Of("customer", organization.Id, account.CustomerId, organization.Name, email), cancellation);
        (account.CustomerId, account.IsDetached) = (customer.Id, false);
        _ = await db.SaveChangesAsync(cancellation);
        return customer.Id;
    }

    private async Task<BillingAccount> OpenAccountAsync(CancellationToken cancellation)
    {
        var account = new BillingAccount { OrganizationId = current.Organization.Id };
        _ = db.Add(account);
        try { _ = await db.SaveChangesAsync(cancellation); }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return await db.BillingAccounts.SingleAsync(cancellation);
        }
        return account;
    }
}
