using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A shift on one day, as instants.</summary>
/// <param name="On">The day on which it begins.</param>
/// <param name="WindowFrom">From here a check-in belongs to it …</param>
/// <param name="WindowTo">… and up to here, not included.</param>
public sealed record PlannedShift(Guid ShiftId, DateOnly On, Instant From, Instant To, Instant WindowFrom, Instant WindowTo)
{
    public bool Takes(Instant at) => WindowFrom <= at && at < WindowTo;
}
