namespace FaceRek.Core.Attendance.Days;

/// <summary>Approved leave of one person on one day.</summary>
public sealed record DayLeave(LeavePart Part, bool IsPaid);
