using FaceRek.Core.Attendance.Periods;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Keeps one person's days, and the weeks they make, true to the facts. Runs in the transaction of whoever changed a fact; days of a locked period stay as they are.</summary>
public sealed class DayKeeper(FaceRekDb db, DayFacts facts, WeekKeeper weeks)
{
    /// <summary>Saves a punch that was added, and with it the days that it may change: its own, and those beside it over midnight.</summary>
    /// <param name="person">As they are once the punch is saved.</param>
    public Task SaveAroundAsync(PersonFacts person, Punch punch, CancellationToken cancellation)
    {
        var day = WallClock.Of(punch.Zone).DayOf(punch.At);
        return SaveAsync(person, day.AddDays(-1), day.AddDays(1), cancellation);
    }

    /// <summary>Both days included. Facts must be saved; the days are saved here.</summary>
    public async Task RefreshAsync(Guid personId, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        await SaveAsync(await facts.OfAsync(personId, from, to, cancellation), from, to, cancellation);

    private async Task SaveAsync(PersonFacts person, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var made = DayMaker.Make(person, from, to);
        var kept = await db
            .AttendanceDays.OfPerson(person.PersonId)
            .Between(from, to)
            .ToDictionaryAsync(day => day.On, cancellation);
        var locks = await db.PeriodLocks.Touching(from, to).AsNoTracking().ToListAsync(cancellation);
        foreach (var day in made.Where(day => !locks.Any(period => period.Holds(day.On))))
        {
            if (kept.Remove(day.On, out var old))
            {
                db.Entry(old).CurrentValues.SetValues(day);
            }
            else
            {
                db.AttendanceDays.Add(day);
            }
        }
        db.AttendanceDays.RemoveRange(
            kept.Values.Where(day => made.All(one => one.On != day.On) && !locks.Any(period => period.Holds(day.On)))
        );
        await db.SaveChangesAsync(cancellation);
        await weeks.RefreshAsync(person.Policies, [person.PersonId], from, to, cancellation);
    }
}
