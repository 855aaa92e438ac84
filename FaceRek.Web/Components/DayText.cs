using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Components;

/// <summary>Describes days, their figures and the reasons for them.</summary>
public sealed class DayText(IStringLocalizer<Words> words)
{
    /// <summary>One flag each.</summary>
    public static readonly IReadOnlyList<ExceptionKinds> Kinds =
    [
        ExceptionKinds.OddPunches,
        ExceptionKinds.ForgottenCheckOut,
        ExceptionKinds.OutsideFence,
        ExceptionKinds.LowConfidence,
        ExceptionKinds.SeveralSites,
        ExceptionKinds.Overtime,
        ExceptionKinds.WeeklyOvertime,
    ];

    /// <summary>Such as 7:05; seconds are dropped.</summary>
    public static string Hours(long seconds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(seconds < 0 ? "−" : "")}{Math.Abs(seconds) / 3600}:{Math.Abs(seconds) / 60 % 60:00}"
        );

    public string Of(DayStatus status) =>
        status switch
        {
            DayStatus.Present => words["Present"],
            DayStatus.HalfDay => words["Half day"],
            DayStatus.Absent => words["Absent"],
            DayStatus.Holiday => words["Holiday"],
            DayStatus.Leave => words["Leave"],
            DayStatus.Incomplete => words["Incomplete"],
            DayStatus.Expected => words["Expected"],
            DayStatus.AtWork => words["At work"],
            _ => throw new InvalidOperationException($"{status} has no words."),
        };

    /// <summary>Class of the badge.</summary>
    public static string BadgeOf(DayStatus status) =>
        status switch
        {
            DayStatus.Present or DayStatus.AtWork => "badge--in",
            DayStatus.HalfDay or DayStatus.Incomplete => "badge--late",
            DayStatus.Absent => "badge--failed",
            DayStatus.Holiday or DayStatus.Leave => "badge--invited",
            DayStatus.Expected => "badge--out",
            _ => throw new UnreachableException(),
        };

    public string Of(ExceptionKinds kind) =>
        kind switch
        {
            ExceptionKinds.OddPunches => words["Unpaired punch"],
            ExceptionKinds.ForgottenCheckOut => words["Forgotten check-out"],
            ExceptionKinds.OutsideFence => words["Outside the site"],
            ExceptionKinds.LowConfidence => words["Face only just recognised"],
            ExceptionKinds.SeveralSites => words["At several sites at once"],
            ExceptionKinds.Overtime => words["Overtime"],
            ExceptionKinds.WeeklyOvertime => words["Weekly overtime"],
            _ => throw new InvalidOperationException($"{kind} has no words."),
        };

    public string Of(DayLeave leave) =>
        (leave.Part, leave.IsPaid) switch
        {
            (LeavePart.WholeDay, true) => words["Paid leave."],
            (LeavePart.WholeDay, false) => words["Unpaid leave."],
            (LeavePart.Morning, true) => words["Paid leave in the morning."],
            (LeavePart.Morning, false) => words["Unpaid leave in the morning."],
            (LeavePart.Afternoon, true) => words["Paid leave in the afternoon."],
            (LeavePart.Afternoon, false) => words["Unpaid leave in the afternoon."],
            _ => throw new InvalidOperationException($"{leave.Part} has no words."),
        };

    public string Of(AttendanceWeek week) =>
        (week.NeedsDecision, week.AcceptedSeconds > 0) switch
        {
            (true, _) => words[
                "Week to {0}: {1} of overtime, waiting for a manager.",
                Day(week.Sunday),
                Hours(week.OvertimeSeconds)
            ],
            (_, true) => words["Week to {0}: {1} of overtime, paid.", Day(week.Sunday), Hours(week.OvertimeSeconds)],
            _ => words["Week to {0}: {1} of overtime, not paid.", Day(week.Sunday), Hours(week.OvertimeSeconds)],
        };

    public string Late(AttendanceDay day) => words["{0} late", Hours(day.LateSeconds)];

    /// <summary>The text of a calendar cell for screen readers.</summary>
    public string Summary(AttendanceDay day, DateTimeOffset now) => string.Join(", ", Parts(day, now));

    public string Of(DayReason reason, string zone) =>
        reason.Kind switch
        {
            ReasonKind.FirstIn => words["First in at {0}.", Time(reason.First, zone)],
            ReasonKind.LastOut => words["Last out at {0}.", Time(reason.First, zone)],
            ReasonKind.Inferred => words[
                "No check-out: counted until {0}, {1} min after the end of the shift.",
                Time(reason.First, zone),
                reason.Second
            ],
            ReasonKind.InferredRefused => words[
                "No check-out, and the end of the shift was not accepted: the time does not count."
            ],
            ReasonKind.EarlyUnpaid => words["{0} before the shift do not count.", Hours(reason.First)],
            ReasonKind.Rounded => words["Times are rounded to the nearest {0} min.", reason.First],
            ReasonKind.FirstInLastOut => words["Counted from first check-in to last check-out."],
            ReasonKind.BreakPunched => reason.Second == 1
                ? words["A punched break of {0}.", Hours(reason.First)]
                : words["{1} punched breaks, {0} in total.", Hours(reason.First), reason.Second],
            ReasonKind.BreakPaid => words["{0} of the break are paid.", Hours(reason.First)],
            ReasonKind.BreakDeducted => words[
                "{0} deducted as a break: more than {1} without one.",
                Hours(reason.First),
                Hours(reason.Second * 60)
            ],
            ReasonKind.GraceLate => words[
                "Came {0} after the start, within the {1} min of grace.",
                Precise(reason.First),
                reason.Second
            ],
            ReasonKind.Late => words[
                "Came {0} late, counted from the start of the shift (past the {1} min of grace).",
                Precise(reason.First),
                reason.Second
            ],
            ReasonKind.GraceEarly => words[
                "Left {0} before the end, within the {1} min of grace.",
                Precise(reason.First),
                reason.Second
            ],
            ReasonKind.LeftEarly => words["Left {0} early.", Precise(reason.First)],
            ReasonKind.BelowHalf => words["Less than {0} % of the planned time: half a day.", reason.First],
            ReasonKind.BelowAbsent => words["Less than {0} % of the planned time: absent.", reason.First],
            ReasonKind.NoPunch => words["No punch."],
            ReasonKind.OvertimeAfter => words["Overtime begins after {0}.", Hours(reason.First)],
            ReasonKind.OvertimeTooShort => words[
                "{0} more than planned; overtime counts from {1} min.",
                Precise(reason.First),
                reason.Second
            ],
            ReasonKind.OvertimeWaits => words["The overtime waits for a manager."],
            ReasonKind.OvertimeAccepted => words["The overtime was accepted."],
            ReasonKind.OvertimeRefused => words["The overtime was not accepted and is not paid."],
            ReasonKind.Night => words["{0} at night.", Hours(reason.First)],
            ReasonKind.Holiday => words["Holiday: {0}.", reason.Text ?? ""],
            ReasonKind.Leave => Of(new DayLeave((LeavePart)reason.First, reason.Second == 1)),
            ReasonKind.SplitAtMidnight => words["The night is split at midnight."],
            ReasonKind.Odd => reason.First == 1
                ? words["One unpaired punch, which does not count."]
                : words["{0} unpaired punches, which do not count.", reason.First],
            _ => throw new InvalidOperationException($"{reason.Kind} has no words."),
        };

    private IEnumerable<string> Parts(AttendanceDay day, DateTimeOffset now)
    {
        yield return Of(day.StatusAt(now));
        if (day.WorkedSeconds > 0 && now >= day.SettlesAt)
        {
            yield return words["{0} worked", Hours(day.WorkedSeconds)];
        }
        if (day.LateSeconds > 0)
        {
            yield return Late(day);
        }
        if (day.OvertimeSeconds > 0 && now >= day.SettlesAt)
        {
            yield return words["{0} overtime", Hours(day.OvertimeSeconds)];
        }
        if (day.NeedsDecision && now >= day.SettlesAt)
        {
            yield return words["needs a decision"];
        }
    }

    private static string Time(long unixSeconds, string zone) =>
        WallClock
            .Of(zone)
            .Show(DateTimeOffset.FromUnixTimeSeconds(unixSeconds))
            .ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            is var time
        && time.EndsWith(":00", StringComparison.Ordinal)
            ? time[..5]
            : time;

    private static string Day(DateOnly day) => day.ToString("d MMMM", CultureInfo.CurrentCulture);

    private static string Precise(long seconds) =>
        seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s")
        : seconds < 3600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min")
        : Hours(seconds);
}
