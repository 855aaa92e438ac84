using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Leaves;

/// <param name="Until">Last day.</param>
public sealed record LeaveInput(DateOnly From, DateOnly Until, LeavePart Part, bool IsPaid, string? Reason);
