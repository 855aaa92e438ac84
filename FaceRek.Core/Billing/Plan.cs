namespace FaceRek.Core.Billing;

/// <summary>What a customer may use, and for how much. A version never changes once somebody may have bought it: a new offer is a new version.</summary>
public sealed record Plan
{
    /// <summary>What forms and rows call it.</summary>
    public required string Code { get; init; }

    public required int Version { get; init; }
    public required string Name { get; init; }

    /// <summary>For whom it is, in one short sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Active people; null where there is no limit.</summary>
    public int? MaxPeople { get; init; }

    /// <summary>Null where there is no limit.</summary>
    public int? MaxSites { get; init; }

    public required IReadOnlySet<Feature> Features { get; init; }

    /// <summary>One for each interval it is sold by; empty where it costs nothing.</summary>
    public IReadOnlyList<PlanPrice> Prices { get; init; } = [];

    public bool IsPaid => Prices.Count > 0;

    public bool Has(Feature feature) => Features.Contains(feature);

    public bool Holds(int people) => MaxPeople is not { } most || people <= most;

    public PlanPrice? PriceBy(BillingInterval interval) => Prices.SingleOrDefault(price => price.Interval == interval);
}
