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
                words["Arriving and leaving"],
                [
                    (nameof(Input.GraceLate), words["Late after"], Input.GraceLate, words["min"]),
                    (nameof(Input.GraceEarly), words["Left early by more than"], Input.GraceEarly, words["min"]),
                    (
                        nameof(Input.WindowBefore),
                        words["Earliest check-in before a shift"],
                        Input.WindowBefore,
                        words["min"]
                    ),
                    (
                        nameof(Input.WindowAfter),
                        words["Latest check-out after a shift"],
                        Input.WindowAfter,
                        words["min"]
                    ),
                    (
                        nameof(Input.ForgottenLimit),
                        words["Forgotten check-out: end of shift plus"],
                        Input.ForgottenLimit,
                        words["min"]
                    ),
                    (
                        nameof(Input.LowConfidence),
                        words["Review face matches below"],
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
                        words["Half day below"],
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
                        words["Deducted if no break was punched"],
                        Input.DeductedBreak,
                        words["min"]
                    ),
                    (
                        nameof(Input.DeductedBreakOver),
                        words["Deducted only after"],
                        Input.DeductedBreakOver,
                        words["min of work"]
                    ),
                    (nameof(Input.PaidBreak), words["Paid break"], Input.PaidBreak, words["min a day"]),
                ]
            ),
            (
                words["Overtime and nights"],
                [
                    (
                        nameof(Input.DailyOvertimeAfter),
                        words["Daily overtime after"],
                        Input.DailyOvertimeAfter,
                        words["min; empty: after the planned time"]
                    ),
                    (
                        nameof(Input.WeeklyOvertimeAfter),
                        words["Weekly overtime after"],
                        Input.WeeklyOvertimeAfter,
                        words["min; empty: no weekly overtime"]
                    ),
                    (nameof(Input.OvertimeAtLeast), words["Overtime counts from"], Input.OvertimeAtLeast, words["min"]),
                ]
            ),
        ];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var (version, rules) = new PolicyHistory(await db.AttendancePolicies.ToListAsync(cancellationToken)).On(Today);
        Input = PolicyForm.Of(rules, Today, Math.Max(version, Versions.Count > 0 ? Versions[0].Number : 0));
    }

    public async Task<IActionResult> OnPostAsync(string? choice, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        if (Input.From is null)
        {
            ModelState.AddModelError("Input.From", words["Choose the first day."].Value);
        }
        var rules = Input.Rules();
        foreach (var error in PolicyLimits.ErrorsOf(rules))
        {
            Say(error);
        }
        if (Input.From is { } day && Math.Abs(day.DayNumber - Today.DayNumber) > PolicyDesk.FurthestDays)
        {
            ModelState.AddModelError("Input.From", words["Choose a day within a year of today."].Value);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        if (choice != "save")
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
                words[
                    "Someone else has saved a newer version. Reload the page to see it, then make your change again."
                ].Value
            );
            return this.Again(StatusCodes.Status409Conflict);
        }
        TempData["Good"] = words["Version {0} is saved, and the days are updated.", saved.Policy.Version].Value;
        return RedirectToPage();
    }

    public IEnumerable<(string Name, string Before, string After)> Figures(DayTotals before, DayTotals after)
    {
        yield return (words["Paid hours"], DayText.Hours(before.PaidSeconds), DayText.Hours(after.PaidSeconds));
        yield return (words["Overtime"], DayText.Hours(before.OvertimeSeconds), DayText.Hours(after.OvertimeSeconds));
        yield return (
            words["Weekly overtime"],
            DayText.Hours(before.WeeklyOvertimeSeconds),
            DayText.Hours(after.WeeklyOvertimeSeconds)
        );
        yield return (words["Night hours"], DayText.Hours(before.NightSeconds), DayText.Hours(after.NightSeconds));
        yield return (words["Late days"], $"{before.LateDays}", $"{after.LateDays}");
        yield return (words["Half days"], $"{before.HalfDays}", $"{after.HalfDays}");
        yield return (words["Absent days"], $"{before.AbsentDays}", $"{after.AbsentDays}");
    }

    private void Say(PolicyError error) =>
        ModelState.AddModelError(
            $"Input.{error.Field}",
            words["{0}: enter a number from {1} to {2}.", LabelOf(error.Field), error.Least, error.Most].Value
        );

    private string LabelOf(string field) =>
        Groups.SelectMany(group => group.Numbers).FirstOrDefault(number => number.Field == field).Label
        ?? words["Rounding"];

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
