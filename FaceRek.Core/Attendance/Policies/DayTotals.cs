using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Policies;

/// <summary>Seconds and days over some days.</summary>
public sealed record DayTotals(
    long PaidSeconds,
    long OvertimeSeconds,
    long NightSeconds,
    int LateDays,
    int AbsentDays,
    int HalfDays
)
{
    public static readonly DayTotals None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Of weeks that lie within the days.</summary>
    public long WeeklyOvertimeSeconds { get; init; }

    public DayTotals Plus(AttendanceDay day) =>
        new(
            PaidSeconds + day.PaidSeconds,
            OvertimeSeconds + day.OvertimeSeconds,
            NightSeconds + day.NightSeconds,
            LateDays + (day.LateSeconds > 0 ? 1 : 0),
            AbsentDays + (day.Status == DayStatus.Absent ? 1 : 0),
            HalfDays + (day.Status == DayStatus.HalfDay ? 1 : 0)
        )
        {
            WeeklyOvertimeSeconds = WeeklyOvertimeSeconds,
        };

    public DayTotals Plus(DayTotals other) =>
        new(
            PaidSeconds + other.PaidSeconds,
            OvertimeSeconds + other.OvertimeSeconds,
            NightSeconds + other.NightSeconds,
            LateDays + other.LateDays,
            AbsentDays + other.AbsentDays,
            HalfDays + other.HalfDays
        )
        {
            WeeklyOvertimeSeconds = WeeklyOvertimeSeconds + other.WeeklyOvertimeSeconds,
        };
}
