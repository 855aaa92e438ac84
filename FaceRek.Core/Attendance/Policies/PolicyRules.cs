namespace FaceRek.Core.Attendance.Policies;

/// <summary>What makes a day of punches. All times are minutes.</summary>
public sealed record PolicyRules
{
    public static readonly PolicyRules Default = new();

    public HoursBy Hours { get; init; } = HoursBy.EveryPair;
    public NightAttribution Nights { get; init; } = NightAttribution.ShiftDay;

    /// <summary>How long before its start a shift takes a check-in, 0 to 720; between two shifts that are near each other the middle divides.</summary>
    public int WindowBefore { get; init; } = 120;

    /// <summary>How long after its end a shift takes a check-out, 0 to 720; when it is over the day is settled.</summary>
    public int WindowAfter { get; init; } = 240;

    /// <summary>Coming no later than this is not late; whoever comes later is late from the shift's start.</summary>
    public int GraceLate { get; init; } = 5;

    public int GraceEarly { get; init; } = 5;

    /// <summary>Percent of the planned time; less work makes a half day.</summary>
    public int HalfDayBelow { get; init; } = 50;

    /// <summary>Percent of the planned time; less work is absence.</summary>
    public int AbsentBelow { get; init; } = 10;

    /// <summary>Taken off where work is longer than <see cref="DeductedBreakOver"/> and no break was punched; 0 takes nothing off.</summary>
    public int DeductedBreak { get; init; } = 30;

    public int DeductedBreakOver { get; init; } = 360;

    /// <summary>So much of the punched breaks of a day is paid.</summary>
    public int PaidBreak { get; init; }

    /// <summary>Whether work before the shift's start counts.</summary>
    public bool CountsEarlyArrival { get; init; }

    /// <summary>Work of a day beyond this is overtime; null takes the planned time.</summary>
    public int? DailyOvertimeAfter { get; init; }

    /// <summary>Work of a week, Monday to Sunday, beyond this is overtime where it is not daily overtime already; null counts none.</summary>
    public int? WeeklyOvertimeAfter { get; init; } = 2400;

    /// <summary>Less overtime in a day, or of a week, is none.</summary>
    public int OvertimeAtLeast { get; init; } = 15;

    /// <summary>Overtime is paid once a manager accepted it.</summary>
    public bool OvertimeNeedsApproval { get; init; } = true;

    /// <summary>Night work begins; wall clock.</summary>
    public TimeOnly NightFrom { get; init; } = new(22, 0);

    public TimeOnly NightTo { get; init; } = new(6, 0);

    /// <summary>Each in and out counts as the nearest multiple; 0 leaves them. The punch keeps its own time.</summary>
    public int RoundTo { get; init; }

    /// <summary>A check-out that was forgotten is taken to be this long after the shift's end.</summary>
    public int ForgottenLimit { get; init; }

    /// <summary>Percent above the threshold; a face that scores less is looked at by somebody.</summary>
    public int LowConfidence { get; init; } = 5;
}
