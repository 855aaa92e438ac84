using System.Globalization;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Charts;

[Requires(Role.Manager)]
public sealed class IndexModel(
    FaceRekDb db,
    TeamFigures figures,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int Weeks = 12;

    public ReportQuery Query { get; private set; } = null!;
    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;
    public DateOnly Today { get; private set; }
    public DateOnly FirstMonday { get; private set; }
    public IReadOnlyList<DayCount> Days { get; private set; } = [];
    public IReadOnlyList<ChartPoint> ByHour { get; private set; } = [];
    public IReadOnlyList<ChartPoint> Lateness { get; private set; } = [];
    public string Zone => current.Organization.Zone;

    public string BusiestHour =>
        ByHour.MaxBy(point => point.Value) is { Value: > 0 } busiest
            ? words["Most people in the hour from {0}: {1}.", busiest.Label, busiest.Words]
            : "";

    public string LatenessNow =>
        Lateness.LastOrDefault(point => point.Value is not null) is { } last
            ? words["Latest, in the week of {0}: {1}.", last.Label, last.Words]
            : "";

    public string AttendanceNow =>
        Days.LastOrDefault(day => day.PercentPresent is not null) is { } last
            ? words[
                "Latest, on {0}: {1} %.",
                last.On.ToString("d MMMM", CultureInfo.CurrentCulture),
                last.PercentPresent!
            ]
            : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var (now, today) = (clock.GetUtcNow(), ReportQuery.Today(current, clock));
        if (ReportQuery.Read(Request.Query, today) is not { } query)
        {
            return NotFound();
        }
        (Query, Today) = (query, today);
        FirstMonday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - (7 * (Weeks - 1)));
        var scope = await (query with { From = FirstMonday, To = today }).ScopeAsync(
            db,
            await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken),
            cancellationToken
        );
        Days = await figures.ByDayAsync(scope, cancellationToken);
        var hours = await figures.ByHourAsync(scope with { From = today }, now, cancellationToken);
        ByHour =
        [
            .. Enumerable
                .Range(0, TeamFigures.Hours)
                .Select(hour =>
                    hour < hours.Count
                        ? new ChartPoint($"{hour:00}", hours[hour], hours[hour].ToString(CultureInfo.CurrentCulture))
                        : new ChartPoint($"{hour:00}", null, "–")
                ),
        ];
        Lateness = [.. Enumerable.Range(0, Weeks).Select(week => LateIn(FirstMonday.AddDays(7 * week)))];
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken);
        return Page();
    }

    private ChartPoint LateIn(DateOnly monday)
    {
        var week = Days.Where(day => day.On >= monday && day.On < monday.AddDays(7)).ToList();
        var sum = new DayCount(
            monday,
            week.Sum(day => day.Expected),
            week.Sum(day => day.Present),
            week.Sum(day => day.Late)
        );
        return new ChartPoint(
            monday.ToString("d MMM", CultureInfo.CurrentCulture),
            sum.PercentLate,
            sum.PercentLate is { } percent ? words["{0} % ({1} of {2})", percent, sum.Late, sum.Present] : "–"
        );
    }
}
