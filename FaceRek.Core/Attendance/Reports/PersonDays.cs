using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>One person's days of a report.</summary>
/// <param name="Days">Earliest first.</param>
public sealed record PersonDays(ReportPerson Person, IReadOnlyList<AttendanceDay> Days);
