namespace FaceRek.Core.Billing;

/// <summary>What a plan costs for so many people, before tax.</summary>
/// <param name="People">Active people, at least 1.</param>
public sealed record SeatQuote(Plan Plan, BillingInterval Interval, int People)
{
    /// <summary>As many as a quote can be asked for; above that people talk to us.</summary>
    public const int MaxPeople = 10_000;

    /// <summary>Whether so many people may use the plan at all.</summary>
    public bool Fits => Plan.Holds(People);

    /// <summary>For one interval; nothing where the plan is free.</summary>
    public Money Total => Plan.PriceBy(Interval)?.PerPerson.Times(People) ?? Plans.Nothing;

    /// <summary>What a year by the month costs more than a year at once; nothing for a quote by the month.</summary>
    public Money Saved =>
        Interval == BillingInterval.Year && Plan.PriceBy(BillingInterval.Month) is { } monthly
            ? monthly.PerPerson.Times(12 * People).Plus(Total.Times(-1))
            : Total with
            {
                Minor = 0,
            };
}
