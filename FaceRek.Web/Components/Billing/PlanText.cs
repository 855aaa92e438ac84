using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Components.Billing;

/// <summary>The text about plans: limits, features and prices.</summary>
public sealed class PlanText(IStringLocalizer<Words> words)
{
    public string People(Plan plan) =>
        plan.MaxPeople is { } most ? words["Up to {0} people", most] : words["Unlimited people"];

    public string Sites(Plan plan) =>
        plan.MaxSites switch
        {
            null => words["Unlimited sites"],
            1 => words["One site"],
            var most => words["Up to {0} sites", most],
        };

    public string Of(Feature feature) =>
        feature switch
        {
            Feature.CheckIn => words["Check-in by face or PIN, and the live board"],
            Feature.Sheets => words["Import and export by CSV"],
            Feature.NeuralModels => words["Classic and neural face models"],
            Feature.Shifts => words["Shifts, lateness and overtime"],
            Feature.Timesheets => words["Corrections and timesheets for payroll"],
            Feature.Api => words["REST API"],
            Feature.Webhooks => words["Webhooks"],
            Feature.MailSupport => words["Support by email"],
            _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "A feature without words"),
        };

    /// <summary>What <paramref name="plan"/> adds to the previous one; everything where there is none.</summary>
    public IEnumerable<string> Lines(Plan plan, Plan? before)
    {
        yield return People(plan);
        yield return Sites(plan);
        foreach (
            var feature in Enum.GetValues<Feature>().Where(feature => plan.Has(feature) && before?.Has(feature) != true)
        )
        {
            yield return Of(feature);
        }
    }

    /// <summary>The price of one person.</summary>
    public string PerPerson(BillingInterval interval) =>
        interval == BillingInterval.Year ? words["per person and year"] : words["per person and month"];

    public string Rhythm(BillingInterval interval) =>
        interval == BillingInterval.Year ? words["Yearly"] : words["Monthly"];

    public string Count(int people) => people == 1 ? words["1 person"] : words["{0} people", people];

    /// <summary>The total of a quote in a sentence; null for a free plan.</summary>
    public string? Total(SeatQuote quote) =>
        !quote.Plan.IsPaid ? null
        : quote.Interval == BillingInterval.Year ? words["{0} a year for {1}", quote.Total, Count(quote.People)].Value
        : words["{0} a month for {1}", quote.Total, Count(quote.People)].Value;

    public string? Saved(SeatQuote quote) =>
        quote.Saved.Minor > 0 ? words["{0} less than paid monthly", quote.Saved].Value : null;
}

/// <summary>One card of the plan picker.</summary>
/// <param name="Path">The button's link; null where there is no button.</param>
/// <param name="Button">The button's text.</param>
public sealed record PlanOffer(SeatQuote Quote, string? Path = null, string? Button = null)
{
    /// <summary>The customer's current plan.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The recommended plan.</summary>
    public bool IsSuggested { get; init; }

    /// <summary>Why it cannot be chosen, in a sentence.</summary>
    public string? Obstacle { get; init; }
}
