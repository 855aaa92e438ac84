using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Tests.Core.Attendance.Rules;

public sealed class PolicyRulesTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    /// <summary>By field: the minimum and the maximum.</summary>
    public static TheoryData<string, int, int> Limits =>
        new()
        {
            { nameof(PolicyRules.WindowBefore), 0, 720 },
            { nameof(PolicyRules.WindowAfter), 0, 720 },
            { nameof(PolicyRules.GraceLate), 0, 240 },
            { nameof(PolicyRules.GraceEarly), 0, 240 },
            { nameof(PolicyRules.HalfDayBelow), 10, 100 },
            { nameof(PolicyRules.AbsentBelow), 0, 50 },
            { nameof(PolicyRules.DeductedBreak), 0, 240 },
            { nameof(PolicyRules.DeductedBreakOver), 0, 1440 },
            { nameof(PolicyRules.PaidBreak), 0, 240 },
            { nameof(PolicyRules.DailyOvertimeAfter), 0, 1440 },
            { nameof(PolicyRules.WeeklyOvertimeAfter), 0, 10_080 },
            { nameof(PolicyRules.OvertimeAtLeast), 0, 240 },
            { nameof(PolicyRules.ForgottenLimit), 0, 240 },
            { nameof(PolicyRules.LowConfidence), 0, 100 },
        };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_number_may_lie_on_its_bounds_and_not_beyond(string field, int least, int most)
    {
        foreach (var good in new[] { least, most })
        {
            Assert.Empty(PolicyLimits.ErrorsOf(With(field, good)));
        }
        foreach (var bad in new[] { least - 1, most + 1 })
        {
            var errors = PolicyLimits.ErrorsOf(With(field, bad)).Select(error => error.Field).ToList();
            // When absence exceeds half a day, the fault is in the limit of absence.
            Assert.Equal(
                field == nameof(PolicyRules.HalfDayBelow) && bad == 9 ? nameof(PolicyRules.AbsentBelow) : field,
                Assert.Single(errors)
            );
        }
    }

    [Fact]
    public void Faults_say_between_what_a_number_may_lie()
    {
        Assert.Equal(
            [new PolicyError("GraceLate", 0, 240)],
            PolicyLimits.ErrorsOf(new PolicyRules { GraceLate = 241 })
        );
        Assert.Equal([new PolicyError("RoundTo", 0, 30)], PolicyLimits.ErrorsOf(new PolicyRules { RoundTo = 20 }));
        Assert.Equal(
            [new PolicyError("AbsentBelow", 0, 40)],
            PolicyLimits.ErrorsOf(new PolicyRules { HalfDayBelow = 40, AbsentBelow = 41 })
        );
        Assert.Empty(PolicyLimits.ErrorsOf(new PolicyRules { HalfDayBelow = 40, AbsentBelow = 40 }));
        Assert.Empty(PolicyLimits.ErrorsOf(new PolicyRules { DailyOvertimeAfter = null, WeeklyOvertimeAfter = null }));
        // Below zero and above a hundred, and not only by one.
        Assert.Equal(
            ["HalfDayBelow"],
            PolicyLimits
                .ErrorsOf(new PolicyRules { HalfDayBelow = -1, AbsentBelow = 0 })
                .Select(error => error.Field)
                .Where(field => field == "HalfDayBelow")
        );
        Assert.Equal(
            ["AbsentBelow", "AbsentBelow"],
            PolicyLimits
                .ErrorsOf(new PolicyRules { HalfDayBelow = 100, AbsentBelow = 101 })
                .Select(error => error.Field)
        );
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(10, true)]
    [InlineData(12, false)]
    [InlineData(15, true)]
    [InlineData(20, false)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Only_what_divides_half_an_hour_well_is_rounded_to(int unit, bool isGood) =>
        Assert.Equal(isGood, PolicyLimits.ErrorsOf(new PolicyRules { RoundTo = unit }).Count == 0);

    [Fact]
    public void Before_the_first_decision_the_rules_are_the_documented_defaults()
    {
        var rules = PolicyRules.Default;
        Assert.Equal(
            (HoursBy.EveryPair, NightAttribution.ShiftDay, 120, 240, 5, 5),
            (rules.Hours, rules.Nights, rules.WindowBefore, rules.WindowAfter, rules.GraceLate, rules.GraceEarly)
        );
        Assert.Equal(
            (50, 10, 30, 360, 0, false),
            (
                rules.HalfDayBelow,
                rules.AbsentBelow,
                rules.DeductedBreak,
                rules.DeductedBreakOver,
                rules.PaidBreak,
                rules.CountsEarlyArrival
            )
        );
        Assert.Equal(
            (null, 2400, 15, true),
            (rules.DailyOvertimeAfter, rules.WeeklyOvertimeAfter, rules.OvertimeAtLeast, rules.OvertimeNeedsApproval)
        );
        Assert.Equal(
            (new TimeOnly(22, 0), new TimeOnly(6, 0), 0, 0, 5),
            (rules.NightFrom, rules.NightTo, rules.RoundTo, rules.ForgottenLimit, rules.LowConfidence)
        );
        Assert.Empty(PolicyLimits.ErrorsOf(rules));
    }

    [Fact]
    public void The_version_holds_that_begins_last_and_of_two_that_begin_together_the_later()
    {
        var policies = new PolicyHistory([Policy(2, 1), Policy(1, 0), Policy(3, 1), Policy(4, 9)]);
        Assert.Equal([0, 1, 3, 3, 4], new[] { -1, 0, 1, 8, 9 }.Select(day => policies.On(Monday.AddDays(day)).Version));
        Assert.Same(PolicyRules.Default, PolicyHistory.Empty.On(Monday).Rules);
        Assert.Equal(3, policies.On(Monday.AddDays(1)).Rules.GraceLate);
    }

    [Fact]
    public void Totals_of_days_add_up()
    {
        var day = new AttendanceDay
        {
            OrganizationId = default,
            PersonId = default,
            On = Monday,
            Zone = "",
            Status = DayStatus.Absent,
            SettlesAt = default,
            WorkedSeconds = 100,
            OvertimeSeconds = 30,
            AcceptedOvertimeSeconds = 10,
            NightSeconds = 7,
            PaidLeaveSeconds = 5,
        };
        Assert.Equal(new DayTotals(85, 30, 7, 0, 1, 0), DayTotals.None.Plus(day));
        var late = new AttendanceDay
        {
            OrganizationId = default,
            PersonId = default,
            On = Monday,
            Zone = "",
            Status = DayStatus.HalfDay,
            SettlesAt = default,
            LateSeconds = 1,
        };
        Assert.Equal(
            new DayTotals(85, 30, 7, 1, 1, 1) { WeeklyOvertimeSeconds = 9 },
            (DayTotals.None with { WeeklyOvertimeSeconds = 9 }).Plus(day).Plus(late)
        );
        Assert.Equal(
            new DayTotals(11, 22, 33, 44, 55, 66) { WeeklyOvertimeSeconds = 77 },
            (new DayTotals(1, 2, 3, 4, 5, 6) { WeeklyOvertimeSeconds = 7 }).Plus(
                new DayTotals(10, 20, 30, 40, 50, 60) { WeeklyOvertimeSeconds = 70 }
            )
        );
    }

    private static PolicyRules With(string field, int value)
    {
        var rules = new PolicyRules();
        typeof(PolicyRules).GetProperty(field)!.SetValue(rules, value);
        return rules;
    }

    private static AttendancePolicy Policy(int version, int from) =>
        new()
        {
            OrganizationId = default,
            Version = version,
            From = Monday.AddDays(from),
            Rules = new PolicyRules { GraceLate = version },
            SavedAt = default,
            SavedById = default,
        };
}
