namespace FaceRek.Core.Attendance.Days;

/// <summary>What the inbox of decisions shows: a day or week that still runs may become another.</summary>
public static class DecisionQueries
{
    public static IQueryable<AttendanceDay> AwaitingDecision(this IQueryable<AttendanceDay> days, DateTimeOffset now) =>
        days.Where(day => day.NeedsDecision && day.SettlesAt <= now);

    public static IQueryable<AttendanceWeek> AwaitingDecision(
        this IQueryable<AttendanceWeek> weeks,
        DateTimeOffset now
    ) => weeks.Where(week => week.NeedsDecision && week.SettlesAt <= now);
}
