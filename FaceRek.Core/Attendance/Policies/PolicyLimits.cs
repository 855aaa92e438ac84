namespace FaceRek.Core.Attendance.Policies;

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
