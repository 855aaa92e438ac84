using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Keeps one person's days, and the weeks they form, consistent with the facts. Runs in the transaction that changes a
/// fact; days of a locked period stay unchanged.
/// </summary>
public sealed class DayUpdater(FaceRekDb db, DayInputLoader loader, WeekUpdater weeks)
{
    /// <summary>Saves an added punch with the days it may change: its own, and those beside it over midnight.</summary>
    /// <param name="person">The inputs once the punch is saved.</param>
    public Task SaveAroundAsync(DayInputs person, Punch punch, CancellationToken cancellationToken)
    {
        var day = WallClock.Of(punch.Zone).DayOf(punch.At);
        return SaveAsync(person, day.AddDays(-1), day.AddDays(1), cancellationToken);
    }

    /// <summary>Both days included. Facts must be saved before; the days are saved here.</summary>
    public async Task RefreshAsync(Guid personId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await SaveAsync(await loader.OfAsync(personId, from, to, cancellationToken), from, to, cancellationToken);

    private async Task SaveAsync(DayInputs person, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var made = DayCalculator.Make(person, from, to);
        var kept = await db
            .AttendanceDays.OfPerson(person.PersonId)
            .Between(from, to)
            .AsTracking()
            .ToDictionaryAsync(day => day.On, cancellationToken);
        var locks = await db.PeriodLocks.Touching(from, to).ToListAsync(cancellationToken);
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
        await db.SaveChangesAsync(cancellationToken);
        await weeks.RefreshAsync(person.Policies, [person.PersonId], from, to, cancellationToken);
    }
}

/// <summary>
/// Days that must be recalculated: written with the change that made them stale, deleted when it is done. So a crash
/// between the two is repaired.
/// </summary>
public sealed class OutdatedDays : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last of them; null up to the last calculated day.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Null for all people.</summary>
    public Guid? PersonId { get; init; }

    public required DateTimeOffset Since { get; init; }
}
