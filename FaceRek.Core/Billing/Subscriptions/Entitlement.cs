using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// The one place that is asked whether the current organization may do something that costs money. Every desk that adds people or changes
/// settings asks here, so pages, imports, the API and jobs all pass it. Null means yes.
/// </summary>
public sealed class Entitlement(FaceRekDb db, CurrentOrganization current, SeatChangeQueue bell, TimeProvider clock)
{
    public async Task<BillingAccess> AccessAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await db.Subscriptions.AsNoTracking().ToListAsync(cancellationToken);
        var owes =
            subscriptions.Any(subscription => subscription.IsTerminal)
            && await db.Invoices.AnyAsync(invoice => invoice.Status == InvoiceStatus.Open, cancellationToken);
        return BillingAccessPolicy.At(
            current.Organization.CreatedAt + PlanCatalogue.TrialLength,
            await db.CountSeatsAsync(cancellationToken),
            subscriptions,
            owes,
            clock.GetUtcNow()
        );
    }

    /// <summary>Settings, enrolment, invitations: whatever is neither a punch, nor a view, nor somebody's right.</summary>
    public async Task<EntitlementDenial?> ToChangeSettingsAsync(CancellationToken cancellationToken) =>
        await AccessAsync(cancellationToken) is { IsReadOnly: true } access
            ? new EntitlementDenial.ReadOnly(access)
            : null;

    /// <summary>To begin with a feature. What is in use already, such as keys and shifts, goes on: nothing that pays or punches stops by a change of plan.</summary>
    public async Task<EntitlementDenial?> ToUseAsync(Feature feature, CancellationToken cancellationToken)
    {
        var access = await AccessAsync(cancellationToken);
        if (access.IsReadOnly)
        {
            return new EntitlementDenial.ReadOnly(access);
        }
        return access.Plan.Has(feature)
            ? null
            : new EntitlementDenial.NotIncluded(
                access,
                feature,
                PlanCatalogue.Offered.FirstOrDefault(plan => plan.Has(feature))
            );
    }

    /// <param name="open">Sites that are open now.</param>
    public async Task<EntitlementDenial?> ToOpenSiteAsync(int open, CancellationToken cancellationToken)
    {
        var access = await AccessAsync(cancellationToken);
        if (access.IsReadOnly)
        {
            return new EntitlementDenial.ReadOnly(access);
        }
        return open < (access.Plan.MaxSites ?? int.MaxValue) ? null : new EntitlementDenial.SitesFull(access, open);
    }

    /// <summary>
    /// For new, imported and reactivated people. Holds the organization's turn in the caller's transaction, in which the people are written: whoever adds
    /// in the same moment waits, and is counted against what this one wrote.
    /// </summary>
    /// <param name="people">How many become active.</param>
    /// <exception cref="InvalidOperationException">The caller has no transaction, and two of them could both find the last seat free.</exception>
    public async Task<EntitlementDenial?> ToAddPeopleAsync(int people, CancellationToken cancellationToken)
    {
        await db.LockAsync(current.Organization, cancellationToken);
        var access = await AccessAsync(cancellationToken);
        if (access.IsReadOnly)
        {
            return new EntitlementDenial.ReadOnly(access);
        }
        return access.Plan.Holds(access.Seats + people) ? null : new EntitlementDenial.SeatsFull(access, people);
    }

    /// <summary>After a commit that made more or fewer people active: what is paid for follows.</summary>
    public void SeatsChanged() => bell.Ring(current.Organization.Id);
}

/// <summary>What stands in the way of a wish, and what it would take.</summary>
public abstract record EntitlementDenial
{
    private EntitlementDenial() { }

    /// <summary>No new people and no settings until <see cref="BillingAccess.Reason"/> is put right.</summary>
    public sealed record ReadOnly(BillingAccess Access) : EntitlementDenial;

    /// <param name="Wanted">How many people were to be added.</param>
    public sealed record SeatsFull(BillingAccess Access, int Wanted) : EntitlementDenial;

    /// <param name="Sites">How many are open now.</param>
    public sealed record SitesFull(BillingAccess Access, int Sites) : EntitlementDenial;

    /// <param name="Smallest">The smallest offered plan that includes the feature; null where none does.</param>
    public sealed record NotIncluded(BillingAccess Access, Feature Feature, Plan? Smallest) : EntitlementDenial;
}
