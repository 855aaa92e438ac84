using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// The result of a policy and a person's punches on one day: a projection, made only by <see cref="DayCalculator"/>,
/// and always the same bytes for the same facts. It describes the settled day; before <see cref="SettlesAt"/> use
/// <see cref="StatusAt"/>. A day off without work has no row.
/// </summary>
public sealed class AttendanceDay : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>IANA time zone of the day.</summary>
    public required string Zone { get; init; }

    public required DayStatus Status { get; init; }

    /// <summary>Null on a day without a shift.</summary>
    public Guid? ShiftId { get; init; }

    public DateTimeOffset? PlannedFrom { get; init; }
    public DateTimeOffset? PlannedTo { get; init; }

    /// <summary>Planned work without the break that would be deducted.</summary>
    public int PlannedSeconds { get; init; }

    public DateTimeOffset? FirstInAt { get; init; }
    public DateTimeOffset? LastOutAt { get; init; }

    /// <summary>The last check-out was inferred, not punched.</summary>
    public bool IsInferred { get; init; }

    /// <summary>Counted work after deducted breaks, overtime included.</summary>
    public int WorkedSeconds { get; init; }

    /// <summary>Punched breaks.</summary>
    public int BreakSeconds { get; init; }

    /// <summary>Deducted because no break was punched.</summary>
    public int DeductedSeconds { get; init; }

    public int LateSeconds { get; init; }
    public int EarlySeconds { get; init; }

    /// <summary>Daily overtime, decided or not.</summary>
    public int OvertimeSeconds { get; init; }

    /// <summary>The part of the overtime that is paid.</summary>
    public int AcceptedOvertimeSeconds { get; init; }

    /// <summary>Work in the night window; included in the work.</summary>
    public int NightSeconds { get; init; }

    /// <summary>Work on a holiday; equal to all work of the day.</summary>
    public int HolidaySeconds { get; init; }

    public int PaidLeaveSeconds { get; init; }
    public int UnpaidLeaveSeconds { get; init; }
    public ExceptionKinds Exceptions { get; init; }

    /// <summary>Exceptions without a decision.</summary>
    public ExceptionKinds OpenExceptions { get; init; }

    /// <summary>Something is open; for queries.</summary>
    public bool NeedsDecision { get; init; }

    /// <summary>When no more punches are expected: from here on absence and an inferred check-out are shown.</summary>
    public required DateTimeOffset SettlesAt { get; init; }

    public int PolicyVersion { get; init; }

    /// <summary>Which part of the day is leave; null where none is, and on a holiday, which takes no leave.</summary>
    public LeavePart? LeavePart { get; init; }

    public bool IsLeavePaid { get; init; }

    /// <summary>Stored in the format of <see cref="DayReason.Write"/>.</summary>
    public IReadOnlyList<DayReason> Reasons { get; init; } = [];

    public DayLeave? Leave => LeavePart is { } part ? new DayLeave(part, IsLeavePaid) : null;

    public int PaidSeconds => WorkedSeconds - OvertimeSeconds + AcceptedOvertimeSeconds + PaidLeaveSeconds;

    public DayStatus StatusAt(DateTimeOffset now) =>
        now >= SettlesAt
            ? Status
            : Status switch
            {
                DayStatus.Absent when FirstInAt is null => DayStatus.Expected,
                _ when IsInferred => DayStatus.AtWork,
                DayStatus.Incomplete or DayStatus.Absent or DayStatus.HalfDay => DayStatus.AtWork,
                DayStatus.Present or DayStatus.Holiday or DayStatus.Leave or DayStatus.Expected or DayStatus.AtWork =>
                    Status,
                _ => throw new UnreachableException(),
            };

    /// <summary>Every figure in one line, for the hash of a locked period. Leave stands in it by its reason.</summary>
    public string Canonical() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PersonId:N};{On:yyyy-MM-dd};{Zone};{Status};{ShiftId:N};{Seconds(PlannedFrom)};{Seconds(PlannedTo)};{PlannedSeconds};{Seconds(FirstInAt)};{Seconds(LastOutAt)};{(IsInferred ? 1 : 0)};{WorkedSeconds};{BreakSeconds};{DeductedSeconds};{LateSeconds};{EarlySeconds};{OvertimeSeconds};{AcceptedOvertimeSeconds};{NightSeconds};{HolidaySeconds};{PaidLeaveSeconds};{UnpaidLeaveSeconds};{(int)Exceptions};{(int)OpenExceptions};{Seconds(SettlesAt)};{PolicyVersion};{DayReason.Write(Reasons).Replace('\n', '/')}\n"
        );

    /// <summary>Whether their canonical lines are equal, without writing them, and their leave.</summary>
    public bool IsSameAs(AttendanceDay other) =>
        PersonId == other.PersonId
        && On == other.On
        && Zone == other.Zone
        && Status == other.Status
        && ShiftId == other.ShiftId
        && IsInferred == other.IsInferred
        && Seconds(PlannedFrom) == Seconds(other.PlannedFrom)
        && Seconds(PlannedTo) == Seconds(other.PlannedTo)
        && Seconds(FirstInAt) == Seconds(other.FirstInAt)
        && Seconds(LastOutAt) == Seconds(other.LastOutAt)
        && Seconds(SettlesAt) == Seconds(other.SettlesAt)
        && Figures() == other.Figures()
        && Exceptions == other.Exceptions
        && OpenExceptions == other.OpenExceptions
        && PolicyVersion == other.PolicyVersion
        && Leave == other.Leave
        && Reasons.SequenceEqual(other.Reasons);

    private (int, int, int, int, int, int, int, int, int, int, int, int) Figures() =>
        (
            PlannedSeconds,
            WorkedSeconds,
            BreakSeconds,
            DeductedSeconds,
            LateSeconds,
            EarlySeconds,
            OvertimeSeconds,
            AcceptedOvertimeSeconds,
            NightSeconds,
            HolidaySeconds,
            PaidLeaveSeconds,
            UnpaidLeaveSeconds
        );

    private static long? Seconds(DateTimeOffset? at) => at?.ToUnixTimeSeconds();
}

/// <summary>The result of a day, once it is settled.</summary>
public enum DayStatus
{
    Present,
    HalfDay,
    Absent,
    Holiday,
    Leave,

    /// <summary>Unpaired punches, so nothing can be counted: a manager has to check.</summary>
    Incomplete,

    /// <summary>Display only: the shift has not begun, or its window is still open and the person has not arrived.</summary>
    Expected,

    /// <summary>Display only: arrived and not left yet.</summary>
    AtWork,
}

/// <summary>What a manager has to check. The numbers are stored.</summary>
[Flags]
public enum ExceptionKinds
{
    None = 0,

    /// <summary>An unpaired in or out.</summary>
    OddPunches = 1,

    /// <summary>The check-out was inferred from the shift.</summary>
    ForgottenCheckOut = 2,

    OutsideFence = 4,
    LowConfidence = 8,

    /// <summary>In at one site while still present at another.</summary>
    SeveralSites = 16,

    /// <summary>Overtime waits for a decision.</summary>
    Overtime = 32,

    /// <summary>Overtime of a week waits for a decision; it is stored for the Sunday, and no day shows it.</summary>
    WeeklyOvertime = 64,
}

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
