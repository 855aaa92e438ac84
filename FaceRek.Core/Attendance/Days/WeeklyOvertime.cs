using FaceRek.Core.Attendance.Policies;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Work of a week, Monday to Sunday, beyond the week's limit. What is overtime of its day already is not counted again.</summary>
public static class WeeklyOvertime
{
    /// <param name="week">The days of one person in one week.</param>
    /// <returns>Seconds.</returns>
    public static int Of(IEnumerable<AttendanceDay> week, PolicyRules rules) =>
        Of(week.Sum(day => day.WorkedSeconds - day.OvertimeSeconds), rules);

    /// <param name="ordinarySeconds">Work of the week without what is overtime of its day.</param>
    /// <returns>Seconds; less than the least that counts is none.</returns>
    public static int Of(int ordinarySeconds, PolicyRules rules) =>
        rules.WeeklyOvertimeAfter is { } after
        && ordinarySeconds - (after * 60) is var beyond
        && beyond > 0
        && beyond >= rules.OvertimeAtLeast * 60
            ? beyond
            : 0;

    /// <summary>The Monday of the week; a week belongs to the year of its Thursday, so some years have 53.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
