namespace FaceRek.Core.Attendance.Rules;

/// <summary>The rules that turn punches into days. All times are minutes.</summary>
public sealed record PolicyRules
{
    public static readonly PolicyRules Default = new();

    public HoursBy Hours { get; init; } = HoursBy.EveryPair;
    public NightAttribution Nights { get; init; } = NightAttribution.ShiftDay;

    /// <summary>How long before its start a shift accepts a check-in, 0 to 720; between two close shifts the middle divides.</summary>
    public int WindowBefore { get; init; } = 120;

    /// <summary>How long after its end a shift accepts a check-out, 0 to 720; after that the day is settled.</summary>
    public int WindowAfter { get; init; } = 240;

    /// <summary>An arrival within this time is not late; a later one counts as late from the shift's start.</summary>
    public int GraceLate { get; init; } = 5;

    public int GraceEarly { get; init; } = 5;

    /// <summary>Percent of the planned time; less work makes a half day.</summary>
    public int HalfDayBelow { get; init; } = 50;

    /// <summary>Percent of the planned time; less work is absence.</summary>
    public int AbsentBelow { get; init; } = 10;

    /// <summary>Deducted where work is longer than <see cref="DeductedBreakOver"/> and no break was punched; 0 deducts nothing.</summary>
    public int DeductedBreak { get; init; } = 30;

    public int DeductedBreakOver { get; init; } = 360;

    /// <summary>How much of a day's punched breaks is paid.</summary>
    public int PaidBreak { get; init; }

    /// <summary>Whether work before the shift's start counts.</summary>
    public bool CountsEarlyArrival { get; init; }

    /// <summary>Work of a day above this is overtime; null uses the planned time.</summary>
    public int? DailyOvertimeAfter { get; init; }

    /// <summary>Work of a week, Monday to Sunday, above this is overtime unless it is already daily overtime; null counts none.</summary>
    public int? WeeklyOvertimeAfter { get; init; } = 2400;

    /// <summary>Less overtime in a day, or of a week, does not count.</summary>
    public int OvertimeAtLeast { get; init; } = 15;

    /// <summary>Overtime is paid only after a manager has accepted it.</summary>
    public bool OvertimeNeedsApproval { get; init; } = true;

    /// <summary>Start of night work, local time.</summary>
    public TimeOnly NightFrom { get; init; } = new(22, 0);

    public TimeOnly NightTo { get; init; } = new(6, 0);

    /// <summary>Each in and out counts as the nearest multiple; 0 does not round. The punch keeps its own time.</summary>
    public int RoundTo { get; init; }

    /// <summary>A forgotten check-out is assumed this long after the shift's end.</summary>
    public int ForgottenLimit { get; init; }

    /// <summary>Percent above the threshold; a face with a lower score needs a review.</summary>
    public int LowConfidence { get; init; } = 5;
}

/// <summary>What counts as time at work.</summary>
public enum HoursBy
{
    /// <summary>Each in with the next out; the time between pairs is a break.</summary>
    EveryPair,

    /// <summary>From the first in to the last out; punches between them are ignored.</summary>
    FirstInLastOut,
}

/// <summary>The day to which the hours of a night belong.</summary>
public enum NightAttribution
{
    /// <summary>The day on which the shift begins.</summary>
    ShiftDay,

    /// <summary>The day of the check-in, whatever the shift.</summary>
    CheckInDay,

    /// <summary>Hours before midnight belong to one day, hours after it to the next.</summary>
    SplitAtMidnight,
}

/// <summary>The minimum and maximum of each number of the rules, both included.</summary>
public static class PolicyLimits
{
    private const int HalfDay = 720;
    private const int Day = 1440;
    private const int Week = 7 * Day;

    /// <summary>Divisors of a quarter of an hour, or of half an hour.</summary>
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

    public static IReadOnlyList<PolicyError> ErrorsOf(PolicyRules rules)
    {
        var errors = Numbers
            .Where(number => number.Value(rules) is { } value && (value < number.Least || value > number.Most))
            .Select(number => new PolicyError(number.Field, number.Least, number.Most))
            .ToList();
        if (!Roundings.Contains(rules.RoundTo))
        {
            errors.Add(new PolicyError(nameof(PolicyRules.RoundTo), Roundings[0], Roundings[^1]));
        }
        if (rules.AbsentBelow > rules.HalfDayBelow)
        {
            errors.Add(new PolicyError(nameof(PolicyRules.AbsentBelow), 0, rules.HalfDayBelow));
        }
        return errors;
    }
}

/// <param name="Field">Name of a property of <see cref="PolicyRules"/>.</param>
public sealed record PolicyError(string Field, int Least, int Most);
