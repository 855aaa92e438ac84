namespace FaceRek.Core.Attendance.Days;

public static class DayQueries
{
    public static IQueryable<AttendanceDay> OfPerson(this IQueryable<AttendanceDay> days, Guid personId) =>
        days.Where(day => day.PersonId == personId);

    /// <summary>Both days included.</summary>
    public static IQueryable<AttendanceDay> Between(this IQueryable<AttendanceDay> days, DateOnly from, DateOnly to) =>
        days.Where(day => day.On >= from && day.On <= to);

    /// <summary>A person's month, earliest first.</summary>
    public static IQueryable<AttendanceDay> MonthOf(
        this IQueryable<AttendanceDay> days,
        Guid personId,
        DateOnly month
    ) =>
        days.OfPerson(personId)
            .Between(
                new DateOnly(month.Year, month.Month, 1),
                new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1)
            )
            .OrderBy(day => day.On);

    /// <summary>The organization's week from Monday on, person by person.</summary>
    public static IQueryable<AttendanceDay> WeekFrom(this IQueryable<AttendanceDay> days, DateOnly monday) =>
        days.Between(monday, monday.AddDays(6)).OrderBy(day => day.PersonId).ThenBy(day => day.On);
}
