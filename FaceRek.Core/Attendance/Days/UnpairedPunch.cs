namespace FaceRek.Core.Attendance.Days;

/// <summary>An in without an out, or an out without an in.</summary>
/// <param name="Next">The punch after an in, if any.</param>
internal sealed record UnpairedPunch(DayPunch Punch, PlannedShift? Shift, DayPunch? Next);
