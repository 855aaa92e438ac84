namespace FaceRek.Core.Billing;

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
