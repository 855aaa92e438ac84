using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Storage;

public static class OutdatedDayQueries
{
    /// <summary>For whoever changes what makes days and stands below them: the mark is saved with the change, and the days follow by <see cref="DayRebuild.MendAsync"/>, or within the minute.</summary>
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
