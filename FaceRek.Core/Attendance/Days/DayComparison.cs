using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Compares calculated days with stored days of some people. Pure, so it may run on any thread.</summary>
/// <param name="Gone">Stored, and to be deleted.</param>
/// <param name="Made">To be written; a day in both is replaced.</param>
internal sealed record DayComparison(
    DayRebuildReport Report,
    IReadOnlyList<AttendanceDay> Gone,
    IReadOnlyList<AttendanceDay> Made
)
{
    /// <param name="settledBy">A day that is not stored counts as changed once it is settled by this moment.</param>
    public static DayComparison Of(
        IReadOnlyList<DayInputs> people,
        IReadOnlyList<AttendanceDay> keptDays,
        DateOnly from,
        DateOnly to,
        IReadOnlyList<PeriodLock> locks,
        DateTimeOffset settledBy
    )
    {
        var kept = keptDays.ToDictionary(day => (day.PersonId, day.On));
        var (gone, made, days, changed, locked) = (new List<AttendanceDay>(), new List<AttendanceDay>(), 0, 0, 0);
        foreach (var person in people)
        {
            foreach (var day in DayCalculator.Make(person, from, to))
            {
                days++;
                kept.Remove((day.PersonId, day.On), out var old);
                if (IsLocked(day))
                {
                    locked++;
                }
                else if (old is null ? day.SettlesAt <= settledBy : !old.IsSameAs(day))
                {
                    changed++;
                    if (old is not null)
                    {
                        gone.Add(old);
                    }
                    made.Add(day);
                }
            }
        }
        foreach (var day in kept.Values.Where(day => !IsLocked(day)))
        {
            changed++;
            gone.Add(day);
        }
        return new DayComparison(new DayRebuildReport(0, days, changed, locked), gone, made);

        bool IsLocked(AttendanceDay day)
        {
            foreach (var period in locks)
            {
                if (period.Holds(day.On))
                {
                    return true;
                }
            }
            return false;
        }
    }
}

/// <summary>Totals of seconds and days over a range.</summary>
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

    /// <summary>Of whole weeks in the range.</summary>
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
