using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The rules of attendance: shown, compared over past days, and only then saved.</summary>
[Requires(Role.Admin)]
public sealed class PolicyModel(
    FaceRekDb db,
    PolicyDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int MaxVersions = 20;

    [BindProperty]
    public PolicyForm Input { get; set; } = new();

    public PolicyDifference? Difference { get; private set; }
    public IReadOnlyList<Version> Versions { get; private set; } = [];

    private DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());

    public IReadOnlyList<(
        string Heading,
        IReadOnlyList<(string Field, string Label, int? Value, string Unit)> Numbers
    )> Groups =>
        [
            (
                words["Coming and going"],
                [
                    (nameof(Input.GraceLate), words["Grace for coming late"], Input.GraceLate, words["min"]),
                    (nameof(Input.GraceEarly), words["Grace for leaving early"], Input.GraceEarly, words["min"]),
                    (
                        nameof(Input.WindowBefore),
                        words["Check-ins before a shift belong to it"],
                        Input.WindowBefore,
                        words["min"]
                    ),
                    (
                        nameof(Input.WindowAfter),
                        words["Check-outs after a shift belong to it"],
                        Input.WindowAfter,
                        words["min"]
                    ),
                    (
                        nameof(Input.ForgottenLimit),
                        words["A forgotten check-out is taken to be after the end by"],
                        Input.ForgottenLimit,
                        words["min"]
                    ),
                    (
                        nameof(Input.LowConfidence),
                        words["A face is looked at below"],
                        Input.LowConfidence,
                        words["% above the threshold"]
                    ),
                ]
            ),
            (
                words["Absence"],
                [
                    (
                        nameof(Input.HalfDayBelow),
                        words["Half a day below"],
                        Input.HalfDayBelow,
                        words["% of the planned time"]
                    ),
                    (
                        nameof(Input.AbsentBelow),
                        words["Absent below"],
                        Input.AbsentBelow,
                        words["% of the planned time"]
                    ),
                ]
            ),
            (
                words["Breaks"],
                [
                    (
                        nameof(Input.DeductedBreak),
                        words["Taken off where none was punched"],
                        Input.DeductedBreak,
                        words["min"]
                    ),
                    (
                        nameof(Input.DeductedBreakOver),
                        words["but only beyond"],
                        Input.DeductedBreakOver,
                        words["min of work"]
                    ),
                    (nameof(Input.PaidBreak), words["Paid of punched breaks"], Input.PaidBreak, words["min a day"]),
                ]
            ),
            (
                words["Overtime and nights"],
                [
                    (
                        nameof(Input.DailyOvertimeAfter),
                        words["Overtime of a day after"],
                        Input.DailyOvertimeAfter,
                        words["min; empty: the planned time"]
                    ),
                    (
                        nameof(Input.WeeklyOvertimeAfter),
                        words["Overtime of a week after"],
                        Input.WeeklyOvertimeAfter,
                        words["min; empty: none"]
                    ),
                    (
                        nameof(Input.OvertimeAtLeast),
                        words["Overtime of a day or week at least"],
                        Input.OvertimeAtLeast,
                        words["min"]
                    ),
                ]
            ),
        ];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var (version, rules) = new PolicyHistory(await db.AttendancePolicies.ToListAsync(cancellationToken)).On(Today);
        Input = PolicyForm.Of(rules, Today, Math.Max(version, Versions.Count > 0 ? Versions[0].Number : 0));
    }

    public async Task<IActionResult> OnPostAsync(string? wish, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        if (Input.From is null)
        {
            ModelState.AddModelError("Input.From", words["Choose the first day."].Value);
        }
        var rules = Input.Rules();
        foreach (var fault in PolicyLimits.FaultsOf(rules))
        {
            Say(fault);
        }
        if (Input.From is { } day && Math.Abs(day.DayNumber - Today.DayNumber) > PolicyDesk.FurthestDays)
        {
            ModelState.AddModelError("Input.From", words["Choose a day within a year of today."].Value);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        if (wish != "save")
        {
            Difference = await desk.CompareAsync(rules, Input.From!.Value, cancellationToken);
            return Page();
        }
        if (
            await desk.SaveAsync(rules, Input.From!.Value, Input.BasedOn, User.Id(), cancellationToken)
            is not PolicyOutcome.Saved saved
        )
        {
            ModelState.AddModelError(
                "",
                words["Somebody else saved a version in the meantime. Open the page again and look at theirs."].Value
            );
            return this.Again(StatusCodes.Status409Conflict);
        }
        TempData["Good"] = words["Version {0} was saved, and the days follow it.", saved.Policy.Version].Value;
        return RedirectToPage();
    }

    public IEnumerable<(string Name, string Before, string After)> Figures(DayTotals before, DayTotals after)
    {
        yield return (words["Paid hours"], DayText.Hours(before.PaidSeconds), DayText.Hours(after.PaidSeconds));
        yield return (words["Overtime"], DayText.Hours(before.OvertimeSeconds), DayText.Hours(after.OvertimeSeconds));
        yield return (
            words["Overtime of weeks"],
            DayText.Hours(before.WeeklyOvertimeSeconds),
            DayText.Hours(after.WeeklyOvertimeSeconds)
        );
        yield return (words["Night hours"], DayText.Hours(before.NightSeconds), DayText.Hours(after.NightSeconds));
        yield return (words["Late days"], $"{before.LateDays}", $"{after.LateDays}");
        yield return (words["Half days"], $"{before.HalfDays}", $"{after.HalfDays}");
        yield return (words["Absent days"], $"{before.AbsentDays}", $"{after.AbsentDays}");
    }

    private void Say(PolicyFault fault) =>
        ModelState.AddModelError(
            $"Input.{fault.Field}",
            words["{0}: a number from {1} to {2}.", LabelOf(fault.Field), fault.Least, fault.Most].Value
        );

    private string LabelOf(string field) =>
        Groups.SelectMany(group => group.Numbers).FirstOrDefault(number => number.Field == field).Label
        ?? words["Times count"];

    private async Task ReadAsync(CancellationToken cancellationToken) =>
        Versions = await db
            .AttendancePolicies.OrderByDescending(policy => policy.Version)
            .Take(MaxVersions)
            .Select(policy => new Version(
                policy.Version,
                policy.From,
                db.Users.Where(user => user.Id == policy.SavedById).Select(user => user.Name).FirstOrDefault() ?? "",
                policy.SavedAt
            ))
            .ToListAsync(cancellationToken);

    public sealed record Version(int Number, DateOnly From, string By, DateTimeOffset At);
}
