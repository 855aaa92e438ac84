using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>From an in to its out.</summary>
/// <param name="Out">Null where the out was inferred.</param>
/// <param name="Shift">The shift it belongs to, if any.</param>
internal sealed record Session(DayPunch In, DayPunch? Out, Instant EndsAt, PlannedShift? Shift)
{
    public bool IsInferred => Out is null;
}
