using System.Globalization;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// What a policy makes of a person's punches on one day: a projection, made by <see cref="DayCalculator"/> and by nothing else, and the same bytes from the same facts.
/// It says what the day comes to once it is settled; before <see cref="SettlesAt"/> ask <see cref="StatusAt"/>. A day off without work has no row.
/// </summary>
public sealed class AttendanceDay : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>IANA zone of the day.</summary>
    public required string Zone { get; init; }

    public required DayStatus Status { get; init; }

    /// <summary>Null on a day without a shift.</summary>
    public Guid? ShiftId { get; init; }

    public DateTimeOffset? PlannedFrom { get; init; }
    public DateTimeOffset? PlannedTo { get; init; }

    /// <summary>Planned work without the break that would be taken off.</summary>
    public int PlannedSeconds { get; init; }

    public DateTimeOffset? FirstInAt { get; init; }
    public DateTimeOffset? LastOutAt { get; init; }

    /// <summary>The last out is not a punch.</summary>
    public bool IsInferred { get; init; }

    /// <summary>Counted work, breaks taken off, overtime included.</summary>
    public int WorkedSeconds { get; init; }

    /// <summary>Punched breaks.</summary>
    public int BreakSeconds { get; init; }

    /// <summary>Taken off because no break was punched.</summary>
    public int DeductedSeconds { get; init; }

    public int LateSeconds { get; init; }
    public int EarlySeconds { get; init; }

    /// <summary>Daily overtime, decided or not.</summary>
    public int OvertimeSeconds { get; init; }

    /// <summary>Of the overtime what is paid.</summary>
    public int AcceptedOvertimeSeconds { get; init; }

    /// <summary>Work in the night window; part of the work.</summary>
    public int NightSeconds { get; init; }

    /// <summary>Work on a holiday; all of the work.</summary>
    public int HolidaySeconds { get; init; }

    public int PaidLeaveSeconds { get; init; }
    public int UnpaidLeaveSeconds { get; init; }
    public ExceptionKinds Exceptions { get; init; }

    /// <summary>Those nobody decided yet.</summary>
    public ExceptionKinds OpenExceptions { get; init; }

    /// <summary>Something is open; for finding.</summary>
    public bool NeedsDecision { get; init; }

    /// <summary>When no punch can be expected any more: absence and an inferred check-out show from here on.</summary>
    public required DateTimeOffset SettlesAt { get; init; }

    public int PolicyVersion { get; init; }

    /// <summary>As <see cref="DayReason.Write"/> writes them.</summary>
    public string Reasons { get; init; } = "";

    public int PaidSeconds => WorkedSeconds - OvertimeSeconds + AcceptedOvertimeSeconds + PaidLeaveSeconds;

    public DayStatus StatusAt(DateTimeOffset now) =>
        now >= SettlesAt
            ? Status
            : Status switch
            {
                DayStatus.Absent when FirstInAt is null => DayStatus.Expected,
                _ when IsInferred => DayStatus.AtWork,
                DayStatus.Incomplete or DayStatus.Absent or DayStatus.HalfDay => DayStatus.AtWork,
                _ => Status,
            };

    /// <summary>Every figure in one line, for comparing and for the hash of a locked period.</summary>
    public string Canonical() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PersonId:N};{On:yyyy-MM-dd};{Zone};{Status};{ShiftId:N};{Seconds(PlannedFrom)};{Seconds(PlannedTo)};{PlannedSeconds};{Seconds(FirstInAt)};{Seconds(LastOutAt)};{(IsInferred ? 1 : 0)};{WorkedSeconds};{BreakSeconds};{DeductedSeconds};{LateSeconds};{EarlySeconds};{OvertimeSeconds};{AcceptedOvertimeSeconds};{NightSeconds};{HolidaySeconds};{PaidLeaveSeconds};{UnpaidLeaveSeconds};{(int)Exceptions};{(int)OpenExceptions};{Seconds(SettlesAt)};{PolicyVersion};{Reasons.Replace('\n', '/')}\n"
        );

    /// <summary>As their canonical lines say, without writing them.</summary>
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
        && Reasons == other.Reasons;

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

/// <summary>What a day came to, once it is settled.</summary>
public enum DayStatus
{
    Present,
    HalfDay,
    Absent,
    Holiday,
    Leave,

    /// <summary>Punches stand alone and nothing can be counted: somebody has to look.</summary>
    Incomplete,

    /// <summary>Only shown: the shift has not begun, or its window is still open and nobody came yet.</summary>
    Expected,

    /// <summary>Only shown: came and has not left.</summary>
    AtWork,
}

/// <summary>What somebody has to look at. The numbers are stored.</summary>
[Flags]
public enum ExceptionKinds
{
    None = 0,

    /// <summary>An in or out stands alone.</summary>
    OddPunches = 1,

    /// <summary>The check-out was inferred from the shift.</summary>
    ForgottenCheckOut = 2,

    OutsideFence = 4,
    LowConfidence = 8,

    /// <summary>In at one site while still in at another.</summary>
    SeveralSites = 16,

    /// <summary>Overtime waits for a decision.</summary>
    Overtime = 32,

    /// <summary>Overtime of a week waits for a decision; it is made about the Sunday, and no day shows it.</summary>
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
