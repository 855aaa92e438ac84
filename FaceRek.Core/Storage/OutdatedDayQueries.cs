using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Storage;

public static class OutdatedDayQueries
{
    /// <summary>
    /// For code below the days that changes their inputs: the mark is saved with the change, and the days are
    /// recalculated by <see cref="DayRebuild.MendAsync"/>, or within the minute.
    /// </summary>
    /// <param name="until">The last day that may change; null up to the last calculated day.</param>
    /// <param name="personId">Null for all people.</param>
    public static void MarkStale(
        this FaceRekDb db,
        Guid organizationId,
        DateOnly from,
        DateTimeOffset now,
        DateOnly? until = null,
        Guid? personId = null
    ) =>
        db.OutdatedDays.Add(
            new OutdatedDays
            {
                OrganizationId = organizationId,
                From = from.AddDays(-1),
                Until = until?.AddDays(1),
                PersonId = personId,
                Since = now,
            }
        );
}
