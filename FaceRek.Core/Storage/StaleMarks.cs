using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Storage;

public static class StaleMarks
{
    /// <summary>For whoever changes what makes days and stands below them: the mark is saved with the change, and the days follow by <see cref="DayRecompute.MendAsync"/>, or within the minute.</summary>
    /// <param name="until">The last day that may change; null as far as days are laid out.</param>
    /// <param name="personId">Whose days; null for everybody's.</param>
    public static void MarkStale(
        this FaceRekDb db,
        Guid organizationId,
        DateOnly from,
        DateTimeOffset now,
        DateOnly? until = null,
        Guid? personId = null
    ) =>
        db.StaleDays.Add(
            new StaleDays
            {
                OrganizationId = organizationId,
                From = from.AddDays(-1),
                Until = until?.AddDays(1),
                PersonId = personId,
                Since = now,
            }
        );
}
