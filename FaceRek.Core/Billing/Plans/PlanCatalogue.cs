namespace FaceRek.Core.Billing.Plans;

/// <summary>Everything that is or was offered. Prices are before tax; a year costs as much as ten months.</summary>
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
            Summary = "For the smallest companies, for as long as they like.",
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
            Summary = "For one company that pays by the hours people work.",
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
            Summary = "For many sites, and for systems that talk to each other.",
            Features = Everything,
            Prices = Sold("business", 1, monthly: 450),
        };

    /// <summary>All versions of all plans, so that whoever bought one keeps it.</summary>
    public static IReadOnlyList<Plan> All { get; } = [Trial, Free, Team, Business];

    /// <summary>What one can choose today, from the smallest to the largest.</summary>
    public static IReadOnlyList<Plan> Offered { get; } = [Free, Team, Business];

    public static Plan? Find(string? code, int version) =>
        All.FirstOrDefault(plan => plan.Code == code && plan.Version == version);

    /// <summary>The plan of that name as it is sold today.</summary>
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

    /// <param name="monthly">Minor units for a person and month.</param>
    private static PlanPrice[] Sold(string code, int version, long monthly) =>
        [
            new(BillingInterval.Month, new Money(monthly, Currency), $"facerek_{code}_month_v{version}"),
            new(BillingInterval.Year, new Money(10 * monthly, Currency), $"facerek_{code}_year_v{version}"),
        ];
}

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

/// <summary>What an active person costs for one interval, before tax.</summary>
/// <param name="LookupKey">Under which Stripe knows the price; it names plan, interval and version, so a price that changes is a new key.</param>
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
