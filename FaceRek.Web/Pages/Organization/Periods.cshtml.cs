using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Locks periods for payroll, and reopens them with a reason.</summary>
[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class PeriodsModel(
    FaceRekDb db,
    PeriodDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int MaxShown = 24;
    private const int FirstYear = 2000;

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public DateOnly? From { get; private set; }
    public DateOnly? Until { get; private set; }

    /// <summary>Of the previous month.</summary>
    public int OpenExceptions { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var today = WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());
        (From, Until) = (
            new DateOnly(today.Year, today.Month, 1).AddMonths(-1),
            new DateOnly(today.Year, today.Month, 1).AddDays(-1)
        );
        await ReadAsync(cancellationToken);
    }

    /// <param name="open">A lock to reopen; otherwise the form locks.</param>
    public async Task<IActionResult> OnPostAsync(
        DateOnly? from,
        DateOnly? until,
        Guid? open,
        string? because,
        CancellationToken cancellationToken
    )
    {
        (From, Until) = (Plausible(from), Plausible(until));
        if (open is null && (From is null || Until is null))
        {
            return await AgainAsync(
                words["Choose the first and the last day."],
                StatusCodes.Status400BadRequest,
                cancellationToken
            );
        }
        var outcome = open is { } period
            ? await desk.OpenAsync(period, because, User.Id(), cancellationToken)
            : await desk.LockAsync(From!.Value, Until!.Value, User.Id(), cancellationToken);
        switch (outcome)
        {
            case PeriodOutcome.Done:
                TempData["Good"] = open is null
                    ? words["Locked."].Value
                    : words["The period is open again, and its days are updated."].Value;
                return RedirectToPage();
            case PeriodOutcome.NotFound:
                return NotFound();
            case PeriodOutcome.EndsBeforeItBegins
            or PeriodOutcome.TooLong
            or PeriodOutcome.NotOver
            or PeriodOutcome.Overlaps
            or PeriodOutcome.ReasonMissing:
                return await AgainAsync(
                    Say(outcome),
                    outcome is PeriodOutcome.Overlaps or PeriodOutcome.NotOver
                        ? StatusCodes.Status409Conflict
                        : StatusCodes.Status400BadRequest,
                    cancellationToken
                );
            default:
                throw new UnreachableException();
        }
    }

    public string InWords(DateTimeOffset at) =>
        WallClock.Of(current.Organization.Zone).Show(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    /// <summary>A half-typed year is ignored.</summary>
    private static DateOnly? Plausible(DateOnly? day) => day?.Year >= FirstYear ? day : null;

    private string Say(PeriodOutcome refused) =>
        refused switch
        {
            PeriodOutcome.EndsBeforeItBegins => words["The last day is before the first. Choose a later last day."],
            PeriodOutcome.TooLong => words["A period has at most {0} days.", PeriodDesk.MaxDays],
            PeriodOutcome.NotOver => words[
                "The period is not over yet. Lock it when its last day and last shift have ended."
            ],
            PeriodOutcome.Overlaps overlaps => words[
                "{0} to {1} is already locked.",
                overlaps.Other.From.ToString("d MMMM", CultureInfo.CurrentCulture),
                overlaps.Other.Until.ToString("d MMMM", CultureInfo.CurrentCulture)
            ],
            PeriodOutcome.ReasonMissing => words[
                "Enter a reason, with at most {0} characters.",
                PeriodLock.MaxReasonLength
            ],
            PeriodOutcome.Done or PeriodOutcome.NotFound => throw new InvalidOperationException(
                $"{refused.GetType().Name} has no words."
            ),
            _ => throw new UnreachableException(),
        };

    private async Task<PageResult> AgainAsync(string sentence, int status, CancellationToken cancellationToken)
    {
        ModelState.AddModelError("", sentence);
        await ReadAsync(cancellationToken);
        return this.Again(status);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Rows = await db
            .PeriodLocks.OrderByDescending(period => period.From)
            .ThenByDescending(period => period.LockedAt)
            .Take(MaxShown)
            .Select(period => new Row(
                period,
                db.Users.Where(user => user.Id == period.LockedById).Select(user => user.Name).FirstOrDefault() ?? "",
                db.Users.Where(user => user.Id == period.OpenedById).Select(user => user.Name).FirstOrDefault() ?? ""
            ))
            .ToListAsync(cancellationToken);
        if (From is { } from && Until is { } until)
        {
            var (monday, last) = (from.AddDays(-6), until.AddDays(-6));
            OpenExceptions =
                await db
                    .AttendanceDays.Where(day => day.NeedsDecision)
                    .Between(from, until)
                    .CountAsync(cancellationToken)
                + await db.AttendanceWeeks.CountAsync(
                    week => week.NeedsDecision && week.From >= monday && week.From <= last,
                    cancellationToken
                );
        }
    }

    public sealed record Row(PeriodLock Period, string LockedBy, string OpenedBy);
}
