using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>One person's days of a report.</summary>
/// <param name="Person">As on the last of them.</param>
/// <param name="Days">Earliest first.</param>
/// <param name="Weeks">Those with overtime of their own whose Sunday is among the days of the report, so that no week is counted twice or not at all; earliest first.</param>
public sealed record PersonDays(
    ReportPerson Person,
    IReadOnlyList<AttendanceDay> Days,
    IReadOnlyList<AttendanceWeek> Weeks
)
{
    /// <summary>As the person was known up to a day, where they moved during the report; earliest first.</summary>
    public IReadOnlyList<(DateOnly Until, ReportPerson Person)> Formerly { get; init; } = [];

    public ReportPerson On(DateOnly day)
    {
        foreach (var (until, person) in Formerly)
        {
            if (day <= until)
            {
                return person;
            }
        }
        return Person;
    }
}
