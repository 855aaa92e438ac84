namespace FaceRek.Core.Attendance.Reports;

/// <param name="Zone">IANA zone of the person's site, else of the organization.</param>
public sealed record ReportPerson(
    Guid Id,
    string Name,
    string? ExternalId,
    string? Department,
    string? Site,
    string Zone
);
