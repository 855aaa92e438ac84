using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A day with what it was made of, for showing.</summary>
/// <param name="Plan">The shift, or the parts of it that belong to the day.</param>
/// <param name="Punches">Those that belong to the day, earliest first.</param>
public sealed record DayTimelineLayout(
    AttendanceDay Day,
    IReadOnlyList<DayTimelineLayout.Stretch> Plan,
    IReadOnlyList<DayTimelineLayout.Stretch> Sessions,
    IReadOnlyList<DayPunch> Punches
)
{
    /// <param name="IsInferred">Nobody punched its end.</param>
    public sealed record Stretch(Instant From, Instant To, bool IsInferred = false);
}
