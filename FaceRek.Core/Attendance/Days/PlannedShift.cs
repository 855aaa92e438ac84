using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A shift on one day, or one part of a shift in two, as instants.</summary>
/// <param name="On">The day on which it begins.</param>
/// <param name="WindowFrom">From here a check-in belongs to it …</param>
/// <param name="WindowTo">… and up to here, not included.</param>
public sealed record PlannedShift(
    Guid ShiftId,
    DateOnly On,
    Instant From,
    Instant To,
    Instant WindowFrom,
    Instant WindowTo
)
{
    /// <summary>Of a shift in two parts whether it is that of the morning or of the afternoon; null for a shift in one.</summary>
    public LeavePart? Half { get; init; }

    public bool Takes(Instant at) => WindowFrom <= at && at < WindowTo;
}
