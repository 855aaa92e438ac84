using FaceRek.Core.Attendance.Periods;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Makes the days of many people anew, so many at a time that memory stays small, and writes what differs from what is kept. Locked days stay.</summary>
public sealed class DayRecompute(FaceRekDb db, DayFacts facts, CurrentOrganization current, TimeProvider clock)
{
    private const int DaysAtATime = 20_000;

    /// <summary>Days are laid out to here, so that who is expected can be seen.</summary>
    public DateOnly Horizon => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow()).AddDays(1);

    /// <summary>Both days included.</summary>
    public Task<RecomputeReport> RunAsync(DateOnly from, DateOnly to, CancellationToken cancellation) => EachAsync(from, to, write: true, cancellation);

    /// <summary>Writes nothing. A day that was not laid out yet and is not settled does not count as changed.</summary>
    public Task<RecomputeReport> VerifyAsync(DateOnly from, DateOnly to, CancellationToken cancellation) => EachAsync(from, to, write: false, cancellation);

    /// <summary>Does what was left to do: stale days, and days since the last that were laid out.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        facts.Forget();
        var stale = await db.StaleDays.AsNoTracking().ToListAsync(cancellation);
        var last = await db.AttendanceDays.MaxAsync(day => (DateOnly?)day.On, cancellation);
        var from = stale.Select(days => days.From).Append(last ?? Horizon).Append(Horizon.AddDays(-2)).Min();
        _ = await RunAsync(from, Horizon, cancellation);
        var done = stale.Select(days => days.Id).ToList();
        _ = await db.StaleDays.Where(days => done.Contains(days.Id)).ExecuteDeleteAsync(cancellation);
    }

    private async Task<RecomputeReport> EachAsync(DateOnly from, DateOnly to, bool write, CancellationToken cancellation)
    {
        var people = await db.People.OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(cancellation);
        var locks = await db.PeriodLocks.Touching(from, to).AsNoTracking().ToListAsync(cancellation);
        var report = new RecomputeReport(people.Count, 0, 0, 0);
        foreach (var some in people.Chunk(Math.Clamp(DaysAtATime / (to.DayNumber - from.DayNumber + 1), 1, 200)))
        {
            report = report.Plus(write ? await WriteAsync(some, from, to, locks, cancellation) : await CompareAsync(some, from, to, locks, null, cancellation));
        }
        return report;
    }

    private async Task<RecomputeReport> WriteAsync(Guid[] people, DateOnly from, DateOnly to, List<PeriodLock> locks, CancellationToken cancellation)
    {
        await using var turn = await db.TakeTurnAsync(people, cancellation);
        var (gone, made) = (new List<AttendanceDay>(), new List<AttendanceDay>());
        var report = await CompareAsync(people, from, to, locks, (day, isGone) => (isGone ? gone : made).Add(day), cancellation);
        await db.ReplaceDaysAsync(gone, made, cancellation);
        await turn.CommitAsync(cancellation);
        return report;
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
