using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// The one check whether the current organization may do something that costs money. Every desk that adds people or
/// changes settings calls it, so pages, imports, the API and jobs are all covered. Null means yes.
/// </summary>
public sealed class Entitlement(FaceRekDb db, CurrentOrganization current, TimeProvider clock)
{
    public async Task<BillingAccess> AccessAsync(CancellationToken cancellationToken)
    {
        var subscriptions = await db.Subscriptions.ToListAsync(cancellationToken);
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

    /// <summary>Settings, enrolment, invitations: everything except punches, views and people's legal rights.</summary>
    public async Task<EntitlementDenial?> ToChangeSettingsAsync(CancellationToken cancellationToken) =>
        await AccessAsync(cancellationToken) is { IsReadOnly: true } access
            ? new EntitlementDenial.ReadOnly(access)
            : null;

    /// <summary>
    /// Checked when a feature is first used. What is already in use, such as keys and shifts, keeps working: a change
    /// of plan stops nothing that punches or payroll need.
    /// </summary>
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

    /// <param name="open">The number of open sites now.</param>
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
    /// For new, imported and reactivated people. Takes the organization's lock in the caller's transaction, in which
    /// the people are written: a simultaneous request waits, and then counts these people.
    /// </summary>
    /// <param name="people">How many become active.</param>
    /// <exception cref="InvalidOperationException">The caller has no transaction, so two callers could both find the
    /// last seat free.</exception>
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
}

/// <summary>Why a request is refused, and what it would take.</summary>
public abstract record EntitlementDenial
{
    private EntitlementDenial() { }

    /// <summary>No new people and no changed settings until <see cref="BillingAccess.Reason"/> is resolved.</summary>
    public sealed record ReadOnly(BillingAccess Access) : EntitlementDenial;

    /// <param name="Wanted">How many people were to be added.</param>
    public sealed record SeatsFull(BillingAccess Access, int Wanted) : EntitlementDenial;

    /// <param name="Sites">The number of open sites now.</param>
    public sealed record SitesFull(BillingAccess Access, int Sites) : EntitlementDenial;

    /// <param name="Smallest">The smallest offered plan that includes the feature; null where none does.</param>
    public sealed record NotIncluded(BillingAccess Access, Feature Feature, Plan? Smallest) : EntitlementDenial;
}
