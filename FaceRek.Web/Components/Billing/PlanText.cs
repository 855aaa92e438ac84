using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Components.Billing;

/// <summary>What people read of plans: limits, features and prices.</summary>
public sealed class PlanText(IStringLocalizer<Words> words)
{
    public string People(Plan plan) =>
        plan.MaxPeople is { } most ? words["Up to {0} people", most] : words["As many people as you have"];

    public string Sites(Plan plan) =>
        plan.MaxSites switch
        {
            null => words["As many sites as you have"],
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
            Feature.MailSupport => words["Help by e-mail"],
            _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "A feature without words"),
        };

    /// <summary>What <paramref name="plan"/> adds to the one before it; everything where there is none before.</summary>
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

    /// <summary>What one person costs.</summary>
    public string PerPerson(BillingInterval interval) =>
        interval == BillingInterval.Year ? words["a person and year"] : words["a person and month"];

    public string Rhythm(BillingInterval interval) =>
        interval == BillingInterval.Year ? words["By the year"] : words["By the month"];

    public string Count(int people) => people == 1 ? words["1 person"] : words["{0} people", people];

    /// <summary>The whole amount of a quote in a sentence; null for a plan that costs nothing.</summary>
    public string? Total(SeatQuote quote) =>
        !quote.Plan.IsPaid ? null
        : quote.Interval == BillingInterval.Year ? words["{0} a year for {1}", quote.Total, Count(quote.People)].Value
        : words["{0} a month for {1}", quote.Total, Count(quote.People)].Value;

    public string? Saved(SeatQuote quote) =>
        quote.Saved.Minor > 0 ? words["{0} less than by the month", quote.Saved].Value : null;
}

/// <summary>One card of the plan picker.</summary>
/// <param name="Path">Where the button leads; null where there is nothing to press.</param>
/// <param name="Button">What the button says.</param>
public sealed record PlanOffer(SeatQuote Quote, string? Path = null, string? Button = null)
{
    /// <summary>The plan the customer has.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The one to press first.</summary>
    public bool IsSuggested { get; init; }

    /// <summary>Why it cannot be chosen, in a sentence.</summary>
    public string? Obstacle { get; init; }
}
