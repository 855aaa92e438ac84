namespace FaceRek.Core.Attendance.Rules;

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

/// <summary>What counts as time at work.</summary>
public enum HoursBy
{
    /// <summary>Each in and the out after it; what lies between is a break.</summary>
    EveryPair,

    /// <summary>From the first in to the last out; punches between them do not matter.</summary>
    FirstInLastOut,
}

/// <summary>To which day the hours of a night belong.</summary>
public enum NightAttribution
{
    /// <summary>The day on which the shift begins.</summary>
    ShiftDay,

    /// <summary>The day of the check-in, whatever the shift.</summary>
    CheckInDay,

    /// <summary>What lies before midnight to one day, what lies after to the next.</summary>
    SplitAtMidnight,
}

/// <summary>Between what each number of the rules may lie, both included.</summary>
public static class PolicyLimits
{
    private const int HalfDay = 720;
    private const int Day = 1440;
    private const int Week = 7 * Day;

    /// <summary>What a quarter of an hour, or half of one, can be divided into.</summary>
    public static readonly IReadOnlyList<int> Roundings = [0, 5, 6, 10, 15, 30];

    private static readonly (string Field, Func<PolicyRules, int?> Value, int Least, int Most)[] Numbers =
    [
        (nameof(PolicyRules.WindowBefore), rules => rules.WindowBefore, 0, HalfDay),
        (nameof(PolicyRules.WindowAfter), rules => rules.WindowAfter, 0, HalfDay),
        (nameof(PolicyRules.GraceLate), rules => rules.GraceLate, 0, 240),
        (nameof(PolicyRules.GraceEarly), rules => rules.GraceEarly, 0, 240),
        (nameof(PolicyRules.HalfDayBelow), rules => rules.HalfDayBelow, 0, 100),
        (nameof(PolicyRules.AbsentBelow), rules => rules.AbsentBelow, 0, 100),
        (nameof(PolicyRules.DeductedBreak), rules => rules.DeductedBreak, 0, 240),
        (nameof(PolicyRules.DeductedBreakOver), rules => rules.DeductedBreakOver, 0, Day),
        (nameof(PolicyRules.PaidBreak), rules => rules.PaidBreak, 0, 240),
        (nameof(PolicyRules.DailyOvertimeAfter), rules => rules.DailyOvertimeAfter, 0, Day),
        (nameof(PolicyRules.WeeklyOvertimeAfter), rules => rules.WeeklyOvertimeAfter, 0, Week),
        (nameof(PolicyRules.OvertimeAtLeast), rules => rules.OvertimeAtLeast, 0, 240),
        (nameof(PolicyRules.ForgottenLimit), rules => rules.ForgottenLimit, 0, 240),
        (nameof(PolicyRules.LowConfidence), rules => rules.LowConfidence, 0, 100),
    ];

    public static IReadOnlyList<PolicyFault> FaultsOf(PolicyRules rules)
    {
        var faults = Numbers
            .Where(number => number.Value(rules) is { } value && (value < number.Least || value > number.Most))
            .Select(number => new PolicyFault(number.Field, number.Least, number.Most))
            .ToList();
        if (!Roundings.Contains(rules.RoundTo))
        {
            faults.Add(new PolicyFault(nameof(PolicyRules.RoundTo), Roundings[0], Roundings[^1]));
        }
        if (rules.AbsentBelow > rules.HalfDayBelow)
        {
            faults.Add(new PolicyFault(nameof(PolicyRules.AbsentBelow), 0, rules.HalfDayBelow));
        }
        return faults;
    }
}

/// <param name="Field">Name of a property of <see cref="PolicyRules"/>.</param>
public sealed record PolicyFault(string Field, int Least, int Most);
