using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Keeps the weeks consistent with their days, in the transaction that changed the days. A week whose Sunday is in a
/// locked period stays unchanged.
/// </summary>
public sealed class WeekUpdater(FaceRekDb db, CurrentOrganization current)
{
    /// <summary>The weeks of these days. The days must be saved before.</summary>
    /// <returns>How many changed.</returns>
    public async Task<int> RefreshAsync(
        PolicyHistory policies,
        IReadOnlyList<Guid> people,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var (gone, made) = await DifferencesAsync(policies, people, from, to, cancellationToken);
        foreach (var week in gone)
        {
            await db
                .AttendanceWeeks.Where(one => one.PersonId == week.PersonId && one.From == week.From)
                .ExecuteDeleteAsync(cancellationToken);
        }
        if (made.Count > 0)
        {
            await db.InsertAsync(made, cancellationToken);
        }
        return CountOf(gone, made);
    }

    /// <summary>Changes nothing.</summary>
    public async Task<int> CountDifferencesAsync(
        PolicyHistory policies,
        IReadOnlyList<Guid> people,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    ) =>
        await DifferencesAsync(policies, people, from, to, cancellationToken) is var (gone, made)
            ? CountOf(gone, made)
            : 0;

    private async Task<(List<AttendanceWeek> Gone, List<AttendanceWeek> Made)> DifferencesAsync(
        PolicyHistory policies,
        IReadOnlyList<Guid> people,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var (first, last) = (WeeklyOvertime.MondayOf(from), WeeklyOvertime.MondayOf(to));
        var theirs = people is [var one]
            ? db.AttendanceWeeks.Where(week => week.PersonId == one)
            : db.AttendanceWeeks.Where(week => people.Contains(week.PersonId));
        var kept = await theirs.Where(week => week.From >= first && week.From <= last).ToListAsync(cancellationToken);
        var made = await MakeAsync(policies, people, first, last.AddDays(6), cancellationToken);
        var (before, after) = (
            kept.ToDictionary(week => week.Canonical()),
            made.ToDictionary(week => week.Canonical())
        );
        kept.RemoveAll(week => after.ContainsKey(week.Canonical()));
        made.RemoveAll(week => before.ContainsKey(week.Canonical()));
        if (kept.Count + made.Count == 0)
        {
            return (kept, made);
        }

        var locks = await db.PeriodLocks.Touching(first.AddDays(6), last.AddDays(6)).ToListAsync(cancellationToken);
        bool IsLocked(AttendanceWeek week) => locks.Any(period => period.Holds(week.Sunday));
        return (kept.FindAll(week => !IsLocked(week)), made.FindAll(week => !IsLocked(week)));
    }

    private async Task<List<AttendanceWeek>> MakeAsync(
        PolicyHistory policies,
        IReadOnlyList<Guid> people,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var days = people is [var one]
            ? db.AttendanceDays.Where(day => day.PersonId == one)
            : db.AttendanceDays.Where(day => people.Contains(day.PersonId));
        var worked = await days.Where(day => day.WorkedSeconds > 0)
            .Between(from, to)
            .Select(day => new WorkedDay(day.PersonId, day.On, day.WorkedSeconds - day.OvertimeSeconds, day.SettlesAt))
            .ToListAsync(cancellationToken);
        var weeks = worked
            .GroupBy(day => (day.PersonId, Monday: WeeklyOvertime.MondayOf(day.On)))
            .Where(week =>
                WeeklyOvertime.Of(week.Sum(day => day.OrdinarySeconds), policies.On(week.Key.Monday.AddDays(6)).Rules)
                > 0
            )
            .ToList();
        if (weeks.Count == 0)
        {
            return [];
        }
        var whose = weeks.Select(week => week.Key.PersonId).Distinct().ToList();
        var decisions = (
            await db
                .DayDecisions.Where(decision =>
                    whose.Contains(decision.PersonId)
                    && decision.On >= from
                    && decision.On <= to
                    && decision.Kind == ExceptionKinds.WeeklyOvertime
                )
                .ToListAsync(cancellationToken)
        ).ToLookup(decision => decision.PersonId);
        var clock = WallClock.Of(current.Organization.Zone);
        return
        [
            .. weeks
                .Select(week =>
                    WeekCalculator.Make(
                        current.Organization.Id,
                        [.. week],
                        policies,
                        decisions[week.Key.PersonId],
                        clock
                    )
                )
                .OfType<AttendanceWeek>(),
        ];
    }

    private static int CountOf(List<AttendanceWeek> gone, List<AttendanceWeek> made) =>
        gone.Concat(made).Select(week => (week.PersonId, week.From)).Distinct().Count();
}
