using FaceRek.Core.Attendance.Days;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

internal static class DayWriting
{
    private const int AtATime = 500;

    /// <summary>In the caller's transaction: takes away what is gone and what is replaced, and writes the new.</summary>
    public static async Task ReplaceDaysAsync(this FaceRekDb db, IReadOnlyList<AttendanceDay> changed, IReadOnlyList<AttendanceDay> gone, CancellationToken cancellation)
    {
        // What this context remembers of days is older.
        foreach (var known in db.ChangeTracker.Entries<AttendanceDay>().ToList()) { known.State = EntityState.Detached; }
        foreach (var person in changed.Concat(gone).GroupBy(day => day.PersonId))
        {
            foreach (var dates in person.Select(day => day.On).Chunk(AtATime))
            {
                _ = await db.AttendanceDays.OfPerson(person.Key).Where(day => dates.Contains(day.On)).ExecuteDeleteAsync(cancellation);
            }
        }
        foreach (var some in changed.Chunk(AtATime))
        {
            db.AttendanceDays.AddRange(some);
            _ = await db.SaveChangesAsync(cancellation);
            foreach (var day in some) { db.Entry(day).State = EntityState.Detached; }
        }
    }
}
