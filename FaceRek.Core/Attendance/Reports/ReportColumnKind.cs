namespace FaceRek.Core.Attendance.Reports;

public enum ReportColumnKind
{
    Words,
    Number,

    /// <summary>A length of time: two columns in files.</summary>
    Length,
}
