using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Attendance;

/// <summary>One person's month and one day of it, as the person and their manager see it.</summary>
/// <param name="Path">Of the page, below the organization.</param>
/// <param name="Weeks">Finished weeks with weekly overtime that end in the month.</param>
/// <param name="Chosen">The day shown beside the calendar.</param>
/// <param name="Kept">Its row; null where it has none.</param>
/// <param name="Layout">Its parts, calculated from the facts; null where there is nothing to show.</param>
public sealed record PersonDays(
    string Path,
    DateOnly Month,
    DateOnly Today,
    DateTimeOffset Now,
    IReadOnlyList<AttendanceDay> Days,
    IReadOnlyList<AttendanceWeek> Weeks,
    DateOnly Chosen,
    AttendanceDay? Kept,
    DayTimelineLayout? Layout,
    string? ShiftName,
    PeriodLock? Lock,
    bool IsDecidable
)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public DateOnly Previous => Month.AddMonths(-1);
    public DateOnly? Next => Month < new DateOnly(Today.Year, Today.Month, 1) ? Month.AddMonths(1) : null;
    public long WorkedSeconds => Settled.Sum(day => (long)day.WorkedSeconds);
    public long PaidSeconds => Settled.Sum(day => (long)day.PaidSeconds) - Weeks.Sum(week => (long)week.UnpaidSeconds);
    public long OvertimeSeconds => Settled.Sum(day => (long)day.OvertimeSeconds);
    public int LateDays => Days.Count(day => day.LateSeconds > 0);
    public int AbsentDays => Settled.Count(day => day.Status == DayStatus.Absent);

    private IEnumerable<AttendanceDay> Settled => Days.Where(day => day.SettlesAt <= Now);

    public static string MonthText(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="month">Such as 2026-11; by default the current one.</param>
    /// <param name="day">Such as 2026-11-03; by default today, or the month's last day with content.</param>
    /// <returns>Null where month or day is invalid.</returns>
    public static async Task<PersonDays?> ReadAsync(
        FaceRekDb db,
        DayInputLoader loader,
        CurrentOrganization current,
        DateTimeOffset now,
        Guid personId,
        string path,
        string? month,
        string? day,
        bool isDecidable,
        CancellationToken cancellationToken
    )
    {
        var today = WallClock.Of(current.Organization.Zone).DayOf(now);
        if (
            !TryRead(day, "yyyy-MM-dd", today, out var chosen)
            || !TryRead(
                month is null ? null : $"{month}-01",
                "yyyy-MM-dd",
                new DateOnly(chosen.Year, chosen.Month, 1),
                out var asked
            )
        )
        {
            return null;
        }
        if (asked > new DateOnly(today.Year, today.Month, 1))
        {
            return null;
        }
        var days = await db.AttendanceDays.MonthOf(personId, asked).ToListAsync(cancellationToken);
        var (monday, last) = (asked.AddDays(-6), asked.AddMonths(1).AddDays(-7));
        var weeks = await db
            .AttendanceWeeks.Where(week =>
                week.PersonId == personId && week.From >= monday && week.From <= last && week.SettlesAt <= now
            )
            .OrderBy(week => week.From)
            .ToListAsync(cancellationToken);
        if (day is null && asked != new DateOnly(today.Year, today.Month, 1))
        {
            chosen = days.LastOrDefault(one => one.FirstInAt is not null)?.On ?? asked;
        }
        var layout = DayCalculator.LayoutOf(await loader.OfAsync(personId, chosen, chosen, cancellationToken), chosen);
        var kept = days.Find(one => one.On == chosen) ?? layout?.Day;
        var shift = kept?.ShiftId is { } shiftId
            ? await db
                .Shifts.Where(one => one.Id == shiftId)
                .Select(one => one.Name)
                .SingleOrDefaultAsync(cancellationToken)
            : null;
        var locked = await db.PeriodLocks.Touching(chosen, chosen).FirstOrDefaultAsync(cancellationToken);
        return new PersonDays(path, asked, today, now, days, weeks, chosen, kept, layout, shift, locked, isDecidable);
    }

    private static bool TryRead(string? text, string format, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return text is null
            || (
                DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
                && day.Year is >= FirstYear and <= LastYear
            );
    }
}
