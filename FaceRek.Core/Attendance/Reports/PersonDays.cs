using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>One person's days of a report.</summary>
/// <param name="Days">Earliest first.</param>
/// <param name="Before">The six days before them, for the week that the first of them may end.</param>
public sealed record PersonDays(ReportPerson Person, IReadOnlyList<AttendanceDay> Days, IReadOnlyList<AttendanceDay>? Before = null);
