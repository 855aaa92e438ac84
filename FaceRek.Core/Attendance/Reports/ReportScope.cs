using FaceRek.Core.Workplaces;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Of whom and of which days a report is.</summary>
/// <param name="Reach">Whom the reader sees.</param>
/// <param name="To">Last day.</param>
/// <param name="Departments">These only; null for all.</param>
/// <param name="SiteId">Of people who belong there; null for all.</param>
public sealed record ReportScope(Reach Reach, DateOnly From, DateOnly To, IReadOnlyList<Guid>? Departments = null, Guid? SiteId = null)
{
    public const int LongestDays = 366;

    public int Days => To.DayNumber - From.DayNumber + 1;

    public IEnumerable<DateOnly> EachDay() => Enumerable.Range(From.DayNumber, Days).Select(DateOnly.FromDayNumber);
}
