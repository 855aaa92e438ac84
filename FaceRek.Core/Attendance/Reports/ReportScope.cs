using FaceRek.Core.People;
using FaceRek.Core.Workplaces;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>The people and days of a report. A person who moved is included on the days of their stay.</summary>
/// <param name="Reach">The people the reader may see.</param>
/// <param name="To">Last day.</param>
/// <param name="Departments">These only; null for all.</param>
/// <param name="SiteId">Of people of this site; null for all.</param>
public sealed record ReportScope(
    VisibilityScope Reach,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<Guid>? Departments = null,
    Guid? SiteId = null
)
{
    public const int MaxDays = 366;

    /// <summary>Without a restriction to workplaces.</summary>
    public bool IsEverywhere => Reach.IsEverybody && Departments is null && SiteId is null;

    public int Days => To.DayNumber - From.DayNumber + 1;

    public bool Covers(WorkplacePeriod place) =>
        Reach.Covers(place.DepartmentId)
        && (Departments is null || (place.DepartmentId is { } department && Departments.Contains(department)))
        && (SiteId is null || place.SiteId == SiteId);

    public IEnumerable<DateOnly> EachDay() => Enumerable.Range(From.DayNumber, Days).Select(DateOnly.FromDayNumber);
}

/// <param name="Zone">IANA time zone of the person's site, else of the organization.</param>
public sealed record ReportPerson(
    Guid Id,
    string Name,
    string? ExternalId,
    string? Department,
    string? Site,
    string Zone
);
