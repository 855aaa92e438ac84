using FaceRek.Core.Attendance.Periods;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Makes the days of many people anew, so many at a time that memory stays small, and writes what differs from what is kept. Locked days stay.</summary>
public sealed class DayRecompute(FaceRekDb db, DayFacts facts, WeekKeeper weeks, CurrentOrganization current, TimeProvider clock)
{
    private const int DaysAtATime = 20_000;

    /// <summary>Days are laid out to here, so that who is expected can be seen.</summary>
    public DateOnly Horizon => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow()).AddDays(1);

    /// <summary>Both days included.</summary>
    public Task<RecomputeReport> RunAsync(DateOnly from, DateOnly to, CancellationToken cancellation) => EachAsync(null, from, to, write: true, cancellation);

    /// <summary>Writes nothing. A day that was not laid out yet and is not settled does not count as changed.</summary>
    public Task<RecomputeReport> VerifyAsync(DateOnly from, DateOnly to, CancellationToken cancellation) => EachAsync(null, from, to, write: false, cancellation);

    /// <summary>Does what was left to do: stale days, and days since the last that were laid out.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await MendAsync(cancellation);
        var last = await db.AttendanceDays.MaxAsync(day => (DateOnly?)day.On, cancellation);
        _ = await RunAsync(last < Horizon.AddDays(-2) ? last.Value : Horizon.AddDays(-2), Horizon, cancellation);
    }

    /// <summary>Makes the stale days anew, and only those.</summary>
    public async Task MendAsync(CancellationToken cancellation)
    {
        var stale = await db.StaleDays.AsNoTracking().ToListAsync(cancellation);
        if (stale.Count == 0) { return; }
        facts.Forget();
        foreach (var (personId, from, to) in Spans(stale)) { _ = await EachAsync(personId, from, to, write: true, cancellation); }
        var done = stale.Select(days => days.Id).ToList();
        _ = await db.StaleDays.Where(days => done.Contains(days.Id)).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Each day once; days that touch are made together.</summary>
    private List<(Guid? PersonId, DateOnly From, DateOnly To)> Spans(List<StaleDays> stale)
    {
        var spans = new List<(Guid? PersonId, DateOnly From, DateOnly To)>();
        foreach (var days in stale.Where(days => days.From <= Horizon).OrderBy(days => days.PersonId).ThenBy(days => days.From))
        {
            var until = days.Until < Horizon ? days.Until.Value : Horizon;
            if (spans.Count > 0 && spans[^1] is var last && last.PersonId == days.PersonId && days.From <= last.To.AddDays(1)) { spans[^1] = last with { To = until > last.To ? until : last.To }; }
            else { spans.Add((days.PersonId, days.From, until)); }
        }
        return spans;
    }

    /// <param name="personId">Whose; null for everybody's.</param>
    private async Task<RecomputeReport> EachAsync(Guid? personId, DateOnly from, DateOnly to, bool write, CancellationToken cancellation)
    {
        var people = await db.People.Where(person => personId == null || person.Id == personId).OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(cancellation);
        var locks = await db.PeriodLocks.Touching(from, to).AsNoTracking().ToListAsync(cancellation);
        var report = new RecomputeReport(people.Count, 0, 0, 0);
        foreach (var some in people.Chunk(Math.Clamp(DaysAtATime / (to.DayNumber - from.DayNumber + 1), 1, 200)))
        {
            report = report.Plus(write ? await WriteAsync(some, from, to, locks, cancellation) : await VerifyAsync(some, from, to, locks, cancellation));
        }
        return report;
    }

    private async Task<RecomputeReport> WriteAsync(Guid[] people, DateOnly from, DateOnly to, List<PeriodLock> locks, CancellationToken cancellation)
    {
        await using var turn = await db.TakeTurnAsync(people, cancellation);
        var (gone, made) = (new List<AttendanceDay>(), new List<AttendanceDay>());
        var report = await CompareAsync(people, from, to, locks, (day, isGone) => (isGone ? gone : made).Add(day), cancellation);
        await db.ReplaceDaysAsync(gone, made, cancellation);
        var changed = await weeks.RefreshAsync(people, from, to, cancellation);
        await turn.CommitAsync(cancellation);
        return report with { Changed = report.Changed + changed };
    }

    private async Task<RecomputeReport> VerifyAsync(Guid[] people, DateOnly from, DateOnly to, List<PeriodLock> locks, CancellationToken cancellation)
    {
        var report = await CompareAsync(people, from, to, locks, null, cancellation);
        return report with { Changed = report.Changed + await weeks.CountDifferencesAsync(people, from, to, cancellation) };
    }

    private async Task<RecomputeReport> CompareAsync(Guid[] people, DateOnly from, DateOnly to, List<PeriodLock> locks, Action<AttendanceDay, bool>? differs, CancellationToken cancellation)
    {
        var kept = (await db.AttendanceDays.Where(day => people.Contains(day.PersonId)).Between(from, to).AsNoTracking().ToListAsync(cancellation)).ToDictionary(day => (day.PersonId, day.On));
        var (now, made, changed, locked) = (clock.GetUtcNow(), 0, 0, 0);
        foreach (var person in await facts.OfAsync(people, from, to, cancellation))
        {
            foreach (var day in DayMaker.Make(person, from, to))
            {
                made++;
                var old = kept.Remove((day.PersonId, day.On), out var found) ? found : null;
                if (locks.Any(period => period.Holds(day.On))) { locked++; }
                else if (old is null ? differs is not null || day.SettlesAt <= now : !old.IsSameAs(day))
                {
                    changed++;
                    if (old is not null) { differs?.Invoke(old, true); }
                    differs?.Invoke(day, false);
                }
            }
        }
        foreach (var day in kept.Values.Where(day => !locks.Any(period => period.Holds(day.On))))
        {
            changed++;
            differs?.Invoke(day, true);
        }
        return new RecomputeReport(0, made, changed, locked);
    }
}
