using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>The days a request touches, as they are and as they would be.</summary>
public sealed record CorrectionEffect(
    IReadOnlyList<DayPunch> PunchesBefore,
    IReadOnlyList<DayPunch> PunchesAfter,
    IReadOnlyList<AttendanceDay> Before,
    IReadOnlyList<AttendanceDay> After
);
