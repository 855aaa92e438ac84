namespace FaceRek.Core.Attendance.Reports;

public enum ReportKind
{
    /// <summary>A line for each day of each person.</summary>
    Register,

    /// <summary>A line for each person, a letter for each day.</summary>
    Muster,

    Late,
    Overtime,
    Absence,

    /// <summary>A line for each person with what payroll needs.</summary>
    Payroll,
}
