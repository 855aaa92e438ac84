using System.Globalization;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class SeatsModel(
    BillingHistory history,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    PlanText plans,
    TimeProvider clock
) : PageModel
{
    /// <summary>The first day of the shown month.</summary>
    public DateOnly Month { get; private set; }
    public DateOnly? Before { get; private set; }
    public DateOnly? After { get; private set; }
    public IReadOnlyList<SeatDay> Days { get; private set; } = [];

    /// <summary>A bar for every day of the month; days without a count are empty.</summary>
    public IReadOnlyList<ChartBar> Bars { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? month, CancellationToken cancellationToken)
    {
        var (first, last) = (MonthOf(current.Organization.CreatedAt), MonthOf(clock.GetUtcNow()));
        Month = last;
        if (!string.IsNullOrEmpty(month))
        {
            if (
                !DateOnly.TryParseExact(
                    month,
                    "yyyy-MM",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var asked
                )
                || asked < first
                || asked > last
            )
            {
                return NotFound();
            }
            Month = asked;
        }
        (Before, After) = (Month > first ? Month.AddMonths(-1) : null, Month < last ? Month.AddMonths(1) : null);
        Days = await history.SeatsAsync(Month, cancellationToken);
        var counted = Days.ToDictionary(day => day.On);
        Bars =
        [
            .. Enumerable
                .Range(0, DateTime.DaysInMonth(Month.Year, Month.Month))
                .Select(Month.AddDays)
                .Select(on => Bar(on, counted.GetValueOrDefault(on))),
        ];
        return Page();
    }

    public string PlanName(string code) => PlanCatalogue.All.LastOrDefault(plan => plan.Code == code)?.Name ?? code;

    private ChartBar Bar(DateOnly on, SeatDay? day)
    {
        var label = on.ToString("d MMM", CultureInfo.CurrentCulture);
        return day is null
            ? new ChartBar(label, 0, words["{0}: not counted", label])
            : new ChartBar(label, day.Used, words["{0}: {1}", label, plans.Count(day.Used)], day.Paid);
    }

    private DateOnly MonthOf(DateTimeOffset at)
    {
        var there = current.Organization.InZone(at);
        return new DateOnly(there.Year, there.Month, 1);
    }
}
