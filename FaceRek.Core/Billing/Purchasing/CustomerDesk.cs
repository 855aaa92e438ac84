using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Stripe;

namespace FaceRek.Core.Billing.Purchasing;

/// <summary>Creates the Stripe customer of the current organization, once.</summary>
public sealed class CustomerDesk(FaceRekDb db, CurrentOrganization current, StripeConnection stripe)
{
    private const string OrganizationKey = "organization";

    /// <summary>cus_…, created now if there was none.</summary>
    internal async Task<string> EnsureAsync(Guid byUserId, CancellationToken cancellationToken)
    {
        var account =
            await db.BillingAccounts.AsTracking().SingleOrDefaultAsync(cancellationToken)
            ?? await OpenAccountAsync(cancellationToken);
        if (account is { CustomerId: { } known, IsDetached: false })
        {
            return known;
        }
        var (organization, email) = (
            current.Organization,
            await db.Users.Where(user => user.Id == byUserId).Select(user => user.Email).SingleAsync(cancellationToken)
        );
        var customer = await CreateAsync(
            new()
            {
                Name = organization.Name,
                Email = email,
                Metadata = new() { [OrganizationKey] = organization.Id.ToString("N") },
            },
            account.CustomerId,
            cancellationToken
        );
        (account.CustomerId, account.IsDetached) = (customer.Id, false);
        await db.SaveChangesAsync(cancellationToken);
        return customer.Id;
    }

    /// <summary>
    /// Stripe repeats its own errors for the same key for a day, whether or not the customer was created. So it is
    /// searched for first, and created under another key if it is not found.
    /// </summary>
    private async Task<Customer> CreateAsync(
        CustomerCreateOptions wanted,
        string? before,
        CancellationToken cancellationToken
    )
    {
        RequestOptions Key(string purpose) =>
            IdempotencyKey.Of(purpose, current.Organization.Id, before, wanted.Name, wanted.Email);
        try
        {
            return await stripe.Api.Customers.CreateAsync(wanted, Key("customer"), cancellationToken);
        }
        catch (StripeException exception) when (exception.IsStripesOwn())
        {
            var alike = await stripe.Api.Customers.ListAsync(
                new CustomerListOptions { Email = wanted.Email, Limit = 100 },
                cancellationToken: cancellationToken
            );
            return alike.FirstOrDefault(customer =>
                    customer.Id != before
                    && customer.Metadata.GetValueOrDefault(OrganizationKey) == wanted.Metadata[OrganizationKey]
                ) ?? await stripe.Api.Customers.CreateAsync(wanted, Key("customer-again"), cancellationToken);
        }
    }

    private async Task<BillingAccount> OpenAccountAsync(CancellationToken cancellationToken)
    {
        var account = new BillingAccount { OrganizationId = current.Organization.Id };
        db.Add(account);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return await db.BillingAccounts.AsTracking().SingleAsync(cancellationToken);
        }
        return account;
    }
}
