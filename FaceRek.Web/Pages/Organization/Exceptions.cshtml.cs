using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The inbox of days and weeks that need a decision, the oldest first.</summary>
[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class ExceptionsModel(
    FaceRekDb db,
    ExceptionDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    /// <summary>Of pending days and weeks; one more stands for any higher number.</summary>
    public const int MaxCounted = 500;

    private const int MaxShown = 50;

    public IReadOnlyList<ExceptionCard> Cards { get; private set; } = [];
    public int Days { get; private set; }
    public int Weeks { get; private set; }
    public bool HasMore => Days > MaxShown || Weeks > MaxShown;

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(
        Guid person,
        DateOnly on,
        ExceptionKinds kind,
        string? verdict,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (!ModelState.IsValid || verdict is not ("accept" or "refuse") || !DayText.Kinds.Contains(kind))
        {
            return BadRequest();
        }
        var outcome = await desk.DecideAsync(person, on, kind, verdict == "accept", note, User.Id(), cancellationToken);
        if (outcome is DecisionOutcome.Decided)
        {
            TempData["Good"] = words["Decided."].Value;
            return RedirectToPage();
        }
        ModelState.AddModelError(
            "",
            outcome switch
            {
                DecisionOutcome.OwnDay => words["You cannot decide about your own day. Ask another manager."],
                DecisionOutcome.Locked => words["The period is locked. Ask an admin to open it first."],
                DecisionOutcome.NoteTooLong => words[
                    "The note has more than {0} characters.",
                    DayDecision.MaxNoteLength
                ],
                DecisionOutcome.Decided or DecisionOutcome.NotFound => words[
                    "This no longer needs a decision: the day has changed, or someone else decided."
                ],
                _ => throw new UnreachableException(),
            }
        );
        await ReadAsync(cancellationToken);
        return this.Again(
            outcome is DecisionOutcome.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict
        );
    }

    public string When(ExceptionCard card) =>
        card.Kind == ExceptionKinds.WeeklyOvertime
            ? words["week to {0}", card.On.ToString("dddd d MMMM", CultureInfo.CurrentCulture)]
            : card.On.ToString("dddd d MMMM", CultureInfo.CurrentCulture);

    private string Explain(AttendanceWeek week) =>
        words[
            "{0} beyond {1} in the week, not counting overtime of single days.",
            DayText.Hours(week.OvertimeSeconds),
            DayText.Hours(week.OrdinarySeconds - week.OvertimeSeconds)
        ];

    private string Explain(AttendanceDay day, ExceptionKinds kind) =>
        kind switch
        {
            ExceptionKinds.ForgottenCheckOut => words[
                "In at {0}, no check-out. With the end of the shift: out at {1}, {2} of work.",
                Time(day.FirstInAt, day),
                Time(day.LastOutAt, day),
                DayText.Hours(day.WorkedSeconds)
            ],
            ExceptionKinds.OddPunches => words[
                "A check-in or check-out is missing; {0} counted. A correction can add it.",
                DayText.Hours(day.WorkedSeconds)
            ],
            ExceptionKinds.Overtime when day.HolidaySeconds > 0 => words[
                "{0} of work on a holiday, all of it overtime.",
                DayText.Hours(day.OvertimeSeconds)
            ],
            ExceptionKinds.Overtime => words[
                "{0} of overtime on {1} of planned work.",
                DayText.Hours(day.OvertimeSeconds),
                DayText.Hours(day.PlannedSeconds)
            ],
            ExceptionKinds.OutsideFence => words["The browser said it was not at the site."],
            ExceptionKinds.LowConfidence => words["The face was recognised, but only just."],
            ExceptionKinds.SeveralSites => words["Checked in at one site while still in at another."],
            ExceptionKinds.WeeklyOvertime => throw new InvalidOperationException("A week has words of its own."),
            _ => throw new InvalidOperationException($"{kind} has no words."),
        };

    public string Accept(ExceptionKinds kind) =>
        kind switch
        {
            ExceptionKinds.ForgottenCheckOut => words["Use the end of the shift"],
            ExceptionKinds.Overtime or ExceptionKinds.WeeklyOvertime => words["Pay the overtime"],
            ExceptionKinds.OddPunches
            or ExceptionKinds.OutsideFence
            or ExceptionKinds.LowConfidence
            or ExceptionKinds.SeveralSites => words["Leave as it is"],
            _ => throw new InvalidOperationException($"{kind} is not one kind."),
        };

    public string Refuse(ExceptionKinds kind) =>
        kind is ExceptionKinds.Overtime or ExceptionKinds.WeeklyOvertime
            ? words["Do not pay it"]
            : words["Do not count it"];

    private static string Time(DateTimeOffset? at, AttendanceDay day) =>
        at is { } moment ? WallClock.Of(day.Zone).Show(moment).ToString("HH:mm", CultureInfo.InvariantCulture) : "–";

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reach = await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken);
        var people = db.People.Within(reach);
        var (open, over) = (db.AttendanceDays.AwaitingDecision(now), db.AttendanceWeeks.AwaitingDecision(now));
        if (!reach.IsEverybody)
        {
            (open, over) = (
                open.Where(day => people.Any(person => person.Id == day.PersonId)),
                over.Where(week => people.Any(person => person.Id == week.PersonId))
            );
        }
        (open, over) = (
            open.OrderBy(day => day.On).ThenBy(day => day.PersonId),
            over.OrderBy(week => week.From).ThenBy(week => week.PersonId)
        );
        (Days, Weeks) = (
            await open.Take(MaxCounted + 1).CountAsync(cancellationToken),
            await over.Take(MaxCounted + 1).CountAsync(cancellationToken)
        );
        var days = await open.Take(MaxShown)
            .Select(day => new
            {
                Name = db.People.Where(person => person.Id == day.PersonId).Select(person => person.Name).First(),
                Day = day,
            })
            .ToListAsync(cancellationToken);
        var weeks = await over.Take(MaxShown)
            .Select(week => new
            {
                Name = db.People.Where(person => person.Id == week.PersonId).Select(person => person.Name).First(),
                Week = week,
            })
            .ToListAsync(cancellationToken);
        Cards =
        [
            .. days.SelectMany(row =>
                    DayText
                        .Kinds.Where(kind => row.Day.OpenExceptions.HasFlag(kind))
                        .Select(kind => new ExceptionCard(
                            row.Day.PersonId,
                            row.Name,
                            row.Day.On,
                            kind,
                            Explain(row.Day, kind)
                        ))
                )
                .Concat(
                    weeks.Select(row => new ExceptionCard(
                        row.Week.PersonId,
                        row.Name,
                        row.Week.Sunday,
                        ExceptionKinds.WeeklyOvertime,
                        Explain(row.Week)
                    ))
                )
                .OrderBy(card => card.On),
        ];
    }
}
