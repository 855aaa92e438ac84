namespace FaceRek.Core.Billing;

/// <summary>What an active person costs for one interval, before tax.</summary>
/// <param name="LookupKey">Under which Stripe knows the price; it names plan, interval and version, so a price that changes is a new key.</param>
public sealed record PlanPrice(BillingInterval Interval, Money PerPerson, string LookupKey)
{
    public int Months => Interval == BillingInterval.Year ? 12 : 1;
}
