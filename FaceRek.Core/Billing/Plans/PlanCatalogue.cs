namespace FaceRek.Core.Billing.Plans;

/// <summary>All current and former offers. Prices are before tax; a year costs as much as ten months.</summary>
public static class PlanCatalogue
{
    public const string Currency = "eur";

    /// <summary>From sign-up, without a card.</summary>
    public static readonly TimeSpan TrialLength = TimeSpan.FromDays(14);

    public static readonly Money Nothing = new(0, Currency);

    private static readonly HashSet<Feature> Basics = [Feature.CheckIn, Feature.Sheets, Feature.NeuralModels];
    private static readonly HashSet<Feature> Working =
    [
        .. Basics,
        Feature.Shifts,
        Feature.Timesheets,
        Feature.MailSupport,
    ];
    private static readonly HashSet<Feature> Everything = [.. Enum.GetValues<Feature>()];

    public static Plan Trial { get; } =
        new()
        {
            Code = "trial",
            Version = 1,
            Name = "Trial",
            Summary = "Everything for 14 days, without a card.",
            MaxPeople = 50,
            MaxSites = 10,
            Features = Everything,
        };

    public static Plan Free { get; } =
        new()
        {
            Code = "free",
            Version = 1,
            Name = "Free",
            Summary = "For very small companies, with no time limit.",
            MaxPeople = 5,
            MaxSites = 1,
            Features = Basics,
        };

    public static Plan Team { get; } =
        new()
        {
            Code = "team",
            Version = 1,
            Name = "Team",
            Summary = "For companies that work in shifts and pay by the hours worked.",
            MaxSites = 5,
            Features = Working,
            Prices = Sold("team", 1, monthly: 250),
        };

    public static Plan Business { get; } =
        new()
        {
            Code = "business",
            Version = 1,
            Name = "Business",
            Summary = "For companies with many sites, and for integrations.",
            Features = Everything,
            Prices = Sold("business", 1, monthly: 450),
        };

    /// <summary>All versions of all plans, so that customers keep the one they bought.</summary>
    public static IReadOnlyList<Plan> All { get; } = [Trial, Free, Team, Business];

    /// <summary>The plans on sale today, from the smallest to the largest.</summary>
    public static IReadOnlyList<Plan> Offered { get; } = [Free, Team, Business];

    public static Plan? Find(string? code, int version) =>
        All.FirstOrDefault(plan => plan.Code == code && plan.Version == version);

    /// <summary>The version of that plan on sale today.</summary>
    public static Plan? FindOffered(string? code) => Offered.FirstOrDefault(plan => plan.Code == code);

    public static (Plan Plan, PlanPrice Price)? FindByLookupKey(string? lookupKey)
    {
        foreach (var plan in All)
        {
            if (plan.Prices.FirstOrDefault(price => price.LookupKey == lookupKey) is { } price)
            {
                return (plan, price);
            }
        }
        return null;
    }

    /// <param name="monthly">Minor units for each person and month.</param>
    private static PlanPrice[] Sold(string code, int version, long monthly) =>
        [
            new(BillingInterval.Month, new Money(monthly, Currency), $"facerek_{code}_month_v{version}"),
            new(BillingInterval.Year, new Money(10 * monthly, Currency), $"facerek_{code}_year_v{version}"),
        ];
}

/// <summary>
/// What a customer may use, and for how much. A version never changes once it may have been bought: a new offer is a
/// new version.
/// </summary>
public sealed record Plan
{
    /// <summary>Its key in forms and rows.</summary>
    public required string Code { get; init; }

    public required int Version { get; init; }
    public required string Name { get; init; }

    /// <summary>Who it is for, in one short sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Active people; null where there is no limit.</summary>
    public int? MaxPeople { get; init; }

    /// <summary>Null where there is no limit.</summary>
    public int? MaxSites { get; init; }

    public required IReadOnlySet<Feature> Features { get; init; }

    /// <summary>One for each interval it is sold by; empty where it is free.</summary>
    public IReadOnlyList<PlanPrice> Prices { get; init; } = [];

    public bool IsPaid => Prices.Count > 0;

    public bool Has(Feature feature) => Features.Contains(feature);

    public bool Holds(int people) => MaxPeople is not { } most || people <= most;

    public PlanPrice? PriceBy(BillingInterval interval) => Prices.SingleOrDefault(price => price.Interval == interval);
}

/// <summary>The price of an active person for one interval, before tax.</summary>
/// <param name="LookupKey">The key of the price at Stripe; it contains plan, interval and version, so a changed price
/// has a new key.</param>
public sealed record PlanPrice(BillingInterval Interval, Money PerPerson, string LookupKey)
{
    public int Months => Interval == BillingInterval.Year ? 12 : 1;
}

/// <summary>How often a subscription is paid, in advance.</summary>
public enum BillingInterval
{
    Month,
    Year,
}
