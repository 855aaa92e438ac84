using FaceRek.Core.Attendance.Days;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

internal static class DayWriter
{
    private const int AtATime = 500;

    /// <summary>In the caller's transaction: deletes days that are no longer valid, and writes the current ones.</summary>
    public static async Task ReplaceDaysAsync(
        this FaceRekDb db,
        IReadOnlyList<AttendanceDay> gone,
        IReadOnlyList<AttendanceDay> made,
        CancellationToken cancellationToken
    )
    {
        // Days tracked by this context are outdated.
        foreach (var known in db.ChangeTracker.Entries<AttendanceDay>().ToList())
        {
            known.State = EntityState.Detached;
        }
        foreach (var person in gone.GroupBy(day => day.PersonId))
        {
            foreach (var dates in person.Select(day => day.On).Chunk(AtATime))
            {
                await db
                    .AttendanceDays.OfPerson(person.Key)
                    .Where(day => dates.Contains(day.On))
                    .ExecuteDeleteAsync(cancellationToken);
            }
        }
        await db.InsertAsync(made, cancellationToken);
    }
}
