namespace FaceRek.Core.Attendance.Reports;

/// <param name="Title">One of our own words, unique in its report.</param>
/// <param name="InFileOnly">Says on each line of a file what a page says once.</param>
public sealed record ReportColumn(
    string Title,
    ReportColumnKind Kind = ReportColumnKind.Words,
    bool InFileOnly = false
);
