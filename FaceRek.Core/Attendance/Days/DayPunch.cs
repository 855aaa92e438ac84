using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A punch as it counts: not voided, at the time it was moved to, to the second.</summary>
/// <param name="Zone">IANA, frozen when it was made.</param>
/// <param name="Closeness">Score over threshold, in percent above it; null for a punch without a face.</param>
/// <param name="IsOutside">Outside the fence of its site.</param>
public sealed record DayPunch(
    Guid Id,
    Instant At,
    int Number,
    Direction Direction,
    string Zone,
    Guid? SiteId = null,
    double? Closeness = null,
    bool IsOutside = false
);
