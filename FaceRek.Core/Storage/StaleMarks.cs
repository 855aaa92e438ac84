using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Storage;

public static class StaleMarks
{
    /// <summary>For whoever changes what makes days and stands below them: the mark is saved with the change, and the days follow within the hour.</summary>
    public static void MarkStale(this FaceRekDb db, Guid organizationId, DateOnly from, DateTimeOffset now) =>
        _ = db.StaleDays.Add(new StaleDays { OrganizationId = organizationId, From = from.AddDays(-1), Since = now });
}
