using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>Properties of every day, in zones whose clocks change by an hour, by half an hour, and around Ramadan.</summary>
public sealed class DayPropertyTests
{
    private const int Tries = 60;
    private const int Day = 24 * 60;

    /// <summary>Zone, and the local dates in 2026 on which its clock goes forward and back.</summary>
    public static TheoryData<string, string, string> Zones =>
        new()
        {
            { "Europe/London", "2026-03-29", "2026-10-25" },
            { "America/New_York", "2026-03-08", "2026-11-01" },
            { "Australia/Lord_Howe", "2026-10-04", "2026-04-05" },
            { "Africa/Casablanca", "2026-03-22", "2026-02-15" },
        };

    [Theory]
    [MemberData(nameof(Zones))]
    public void Not_a_second_is_lost_or_made_whatever_day_a_night_belongs_to(
        string zone,
        string forward,
        string back
    ) =>
        ForAll(
            forward,
            back,
            (starts, walks) =>
            {
                foreach (var nights in Enum.GetValues<NightAttribution>())
                {
                    var (someone, worked) = Walk(
                        zone,
                        starts,
                        walks,
                        new PolicyRules { Nights = nights, DeductedBreak = 0 }
                    );
                    Assert.Equal(worked, All(someone, starts).Sum(day => day.WorkedSeconds));
                }
            }
        );

    [Theory]
    [MemberData(nameof(Zones))]
    public void Day_by_day_and_all_at_once_make_the_same_bytes(string zone, string forward, string back) =>
        ForAll(
            forward,
            back,
            (starts, walks) =>
            {
                foreach (var nights in Enum.GetValues<NightAttribution>())
                {
                    var someone = Walk(
                        zone,
                        starts,
                        walks,
                        new PolicyRules
                        {
                            Nights = nights,
                            WindowBefore = 300,
                            WindowAfter = 600,
                            RoundTo = 15,
                        }
                    )
                        .Someone.Works("21:30", 9 * 60);
                    var (first, last) = (starts.AddDays(-1), starts.AddDays(4));
                    var atOnce = DayCalculator.Make(someone.Facts(), first, last).Select(day => day.Canonical());
                    var oneByOne = Enumerable
                        .Range(0, last.DayNumber - first.DayNumber + 1)
                        .SelectMany(index =>
                            DayCalculator.Make(someone.Facts(), first.AddDays(index), first.AddDays(index))
                        )
                        .Select(day => day.Canonical());
                    Assert.Equal(atOnce, oneByOne);
                }
            }
        );

    [Theory]
    [MemberData(nameof(Zones))]
    public void Figures_stay_within_reason(string zone, string forward, string back) =>
        ForAll(
            forward,
            back,
            (starts, walks) =>
            {
                var someone = Walk(zone, starts, walks, new PolicyRules { OvertimeNeedsApproval = false })
                    .Someone.Works("08:00", 8 * 60);
                Assert.All(
                    All(someone, starts),
                    day =>
                    {
                        Assert.InRange(day.OvertimeSeconds, 0, day.WorkedSeconds);
                        Assert.InRange(day.NightSeconds, 0, day.WorkedSeconds + day.DeductedSeconds);
                        Assert.InRange(day.LateSeconds, 0, 8 * 3600 + 3600);
                        Assert.InRange(day.EarlySeconds, 0, 8 * 3600 + 3600);
                        Assert.True(day.SettlesAt >= day.PlannedTo && day.WorkedSeconds <= 3 * Day * 60);
                        Assert.Equal(day.OvertimeSeconds, day.AcceptedOvertimeSeconds);
                    }
                );
            }
        );

    /// <summary>
    /// From 22:00 to 06:00 local time: an hour less when the clock goes forward, an hour more when it goes back, half
    /// of that on Lord Howe.
    /// </summary>
    [Theory]
    [InlineData("Europe/London", "2026-03-28", 7)]
    [InlineData("Europe/London", "2026-10-24", 9)]
    [InlineData("America/New_York", "2026-03-07", 7)]
    [InlineData("America/New_York", "2026-10-31", 9)]
    [InlineData("Australia/Lord_Howe", "2026-10-03", 7.5)]
    [InlineData("Australia/Lord_Howe", "2026-04-04", 8.5)]
    [InlineData("Africa/Casablanca", "2026-02-14", 9)]
    [InlineData("Africa/Casablanca", "2026-03-21", 7)]
    [InlineData("Europe/London", "2028-02-28", 8)]
    [InlineData("Europe/London", "2028-02-29", 8)]
    [InlineData("Europe/London", "2026-12-31", 8)]
    public void A_night_has_its_true_length(string zone, string evening, double hours)
    {
        var morning = PersonScenario.Day(evening).AddDays(1).ToString("yyyy-MM-dd", null);
        foreach (var nights in Enum.GetValues<NightAttribution>())
        {
            var days = new PersonScenario(zone)
                .Works("22:00", 8 * 60)
                .Under(new PolicyRules { Nights = nights, DeductedBreak = 0 })
                .In($"{evening} 22:00")
                .Out($"{morning} 06:00")
                .Between(evening, morning);
            Assert.Equal(hours * 3600, days.Sum(day => day.WorkedSeconds));
            Assert.Equal(hours * 3600, days.Sum(day => day.NightSeconds));
            Assert.All(days, day => Assert.Equal((0, 0, 0), (day.LateSeconds, day.EarlySeconds, day.OvertimeSeconds)));
        }
    }

    [Fact]
    public void Half_past_one_comes_twice_and_both_are_kept_in_their_order()
    {
        var (first, second) = (Instant.FromUtc(2026, 10, 25, 0, 30), Instant.FromUtc(2026, 10, 25, 1, 30));
        var day = new PersonScenario().PunchAt(Direction.In, first).PunchAt(Direction.Out, second).On("2026-10-25");
        Assert.Equal(
            (3600, first.ToDateTimeOffset(), second.ToDateTimeOffset()),
            (day.WorkedSeconds, day.FirstInAt, day.LastOutAt)
        );
    }

    [Theory]
    [InlineData("2026-12-28", "2026-12-28", 53)]
    [InlineData("2027-01-03", "2026-12-28", 53)]
    [InlineData("2027-01-04", "2027-01-04", 1)]
    [InlineData("2028-02-29", "2028-02-28", 9)]
    public void A_week_runs_over_the_turn_of_the_year(string day, string monday, int week)
    {
        Assert.Equal(PersonScenario.Day(monday), WeeklyOvertime.MondayOf(PersonScenario.Day(day)));
        Assert.Equal(week, System.Globalization.ISOWeek.GetWeekOfYear(PersonScenario.Day(monday)));
    }

    [Fact]
    public void A_week_beyond_its_limit_is_overtime_but_for_what_is_overtime_of_a_day_already()
    {
        var someone = new PersonScenario()
            .Works("08:00", 8 * 60)
            .Under(new PolicyRules { DeductedBreak = 0, OvertimeNeedsApproval = false });
        foreach (
            var day in new[] { "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02" }
        )
        {
            someone.In($"{day} 08:00").Out($"{day} {(day == "2026-12-28" ? "18" : "16")}:00");
        }
        var week = someone.Between("2026-12-28", "2027-01-03");
        Assert.Equal(
            (2 * 3600, 8 * 3600),
            (
                week.Sum(day => day.OvertimeSeconds),
                WeeklyOvertime.Of(week, new PolicyRules { WeeklyOvertimeAfter = 2400 })
            )
        );
        Assert.Equal(0, WeeklyOvertime.Of(week, new PolicyRules { WeeklyOvertimeAfter = null }));
    }

    /// <summary>Minutes from the end of one session to the next check-in, and from check-in to check-out.</summary>
    private static void ForAll(string forward, string back, Action<DateOnly, List<(int Pause, int Length)>> holds)
    {
        var walks = Gen.Choose(1, 900)
            .SelectMany(pause => Gen.Choose(1, 959).Select(length => (pause, length)))
            .ListOf()
            .Where(list => list.Count is > 0 and < 8)
            .Select(list => list.ToList());
        var starts = Gen.Elements(forward, back).Select(day => PersonScenario.Day(day).AddDays(-1));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tries),
            Prop.ForAll(
                starts.SelectMany(day => walks.Select(list => (day, list))).ToArbitrary(),
                one =>
                {
                    holds(one.day, one.list);
                    return true;
                }
            )
        );
    }

    private static (PersonScenario Someone, int Worked) Walk(
        string zone,
        DateOnly starts,
        List<(int Pause, int Length)> walks,
        PolicyRules rules
    )
    {
        var (someone, at, worked) = (new PersonScenario(zone).Under(rules), WallClock.Of(zone).MidnightOf(starts), 0);
        foreach (var (pause, length) in walks)
        {
            if ((at - WallClock.Of(zone).MidnightOf(starts)).TotalMinutes > 3 * Day)
            {
                break;
            }
            var (comes, goes) = (at + Duration.FromMinutes(pause), at + Duration.FromMinutes(pause + length));
            someone.PunchAt(Direction.In, comes).PunchAt(Direction.Out, goes);
            worked += length * 60;
            at = goes;
        }
        return (someone, worked);
    }

    private static IReadOnlyList<AttendanceDay> All(PersonScenario someone, DateOnly starts) =>
        DayCalculator.Make(someone.Facts(), starts.AddDays(-2), starts.AddDays(8));
}
