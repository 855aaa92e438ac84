using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A shift, or the part of it that belongs to one day.</summary>
internal sealed record PlannedPart(PlannedShift Shift, Instant From, Instant To)
{
    public bool HasStart => From == Shift.From;
    public bool HasEnd => To == Shift.To;
}
