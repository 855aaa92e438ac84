using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using NodaTime;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>The parts of days and their comparison: counting punches, fingerprints, reasons, weeks.</summary>
public sealed class DayPartsTests
{
    private static readonly Guid Nobody = Guid.Parse("0190aaaa-0000-7000-8000-000000000001");
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_mark_is_the_number_that_decisions_of_years_ago_were_kept_under()
    {
        var first = Counting(LocationStatus.NotAsked) with
        {
            Id = Nobody,
            At = DateTimeOffset.FromUnixTimeSeconds(1_772_442_000),
        };
        var second = first with
        {
            Id = Guid.Parse("0190aaaa-0000-7000-8000-000000000002"),
            At = DateTimeOffset.FromUnixTimeSeconds(1_772_442_060),
        };
        Assert.Equal(7_481_501_634_395_244_660, DecisionFingerprint.Of([first]));
        Assert.Equal(934_920_946_582_612_044, DecisionFingerprint.Of([first, second]));
        Assert.NotEqual(
            DecisionFingerprint.Of([first]),
            DecisionFingerprint.Of([first with { At = first.At.AddSeconds(1) }])
        );
        Assert.NotEqual(DecisionFingerprint.Of([first, second]), DecisionFingerprint.Of([second, first]));
        // A punch's id and site do not matter.
        Assert.Equal(
            DecisionFingerprint.Of([first]),
            DecisionFingerprint.Of([
                first with
                {
                    Number = 9,
                    Direction = Direction.In,
                    Zone = "Europe/London",
                    Score = 0.7f,
                    Threshold = 0.5f,
                    LocationStatus = LocationStatus.Outside,
                },
            ])
        );
    }

    [Fact]
    public void Reasons_come_back_as_they_were_written_whatever_a_holiday_is_called()
    {
        DayReason[] reasons =
        [
            new(ReasonKind.Late, 301, 5),
            new(ReasonKind.Holiday, Text: "Fair|of\nthe town"),
            new(ReasonKind.NoPunch),
            new(ReasonKind.EarlyUnpaid, -2, -3, "x"),
        ];
        Assert.Equal(
            "Late|301|5|\nHoliday|0|0|Fair|of the town\nNoPunch|0|0|\nEarlyUnpaid|-2|-3|x",
            DayReason.Write(reasons)
        );
        Assert.Equal(
            [reasons[0], reasons[1] with { Text = "Fair|of the town" }, reasons[2], reasons[3]],
            DayReason.Read(DayReason.Write(reasons))
        );
        Assert.Empty(DayReason.Read(""));
        Assert.Equal("", DayReason.Write([]));
    }

    [Theory]
    [InlineData(0.525f, 0.5f, 5.0)]
    [InlineData(0.5f, 0.5f, 0.0)]
    [InlineData(-1.5f, -2f, 25.0)]
    [InlineData(1f, 0f, null)]
    [InlineData(null, 0.5f, null)]
    [InlineData(0.5f, null, null)]
    public void Closeness_is_the_score_in_percent_above_the_threshold(float? score, float? threshold, double? closeness)
    {
        var punch = Counting(LocationStatus.NotAsked) with { Score = score, Threshold = threshold };
        Assert.Equal(closeness, punch.Closeness is { } found ? Math.Round(found, 3) : null);
    }

    [Theory]
    [InlineData(LocationStatus.NotAsked, false)]
    [InlineData(LocationStatus.Network, false)]
    [InlineData(LocationStatus.Inside, false)]
    [InlineData(LocationStatus.Uncertain, false)]
    [InlineData(LocationStatus.Outside, true)]
    [InlineData(LocationStatus.Implausible, true)]
    public void A_punch_that_was_made_outside_or_cannot_have_been_inside_is_outside(
        LocationStatus place,
        bool isOutside
    ) => Assert.Equal(isOutside, Counting(place).IsOutside);

    [Fact]
    public void A_punch_counts_in_whole_seconds_with_what_it_was()
    {
        var punch = Counting(LocationStatus.Inside) with { At = Nine.AddMilliseconds(999), SiteId = Nobody };
        Assert.Equal((Instant.FromDateTimeOffset(Nine), Nobody), (punch.Second, punch.SiteId));
        var saved = new Punch
        {
            OrganizationId = Guid.CreateVersion7(),
            PersonId = Nobody,
            Number = 4,
            At = Nine,
            Zone = "Asia/Tokyo",
            SiteId = Guid.CreateVersion7(),
            LocationStatus = LocationStatus.Outside,
            Direction = Direction.Out,
            DirectionSource = DirectionSource.Choice,
            Way = PunchWay.Pin,
            RecordedAt = Nine,
            RecordedById = Nobody,
            Score = 0.7f,
            Threshold = 0.5f,
        };
        Assert.Equal(
            new CountingPunch
            {
                Id = saved.Id,
                PersonId = Nobody,
                At = Nine,
                MadeAt = Nine,
                Number = 4,
                Direction = Direction.Out,
                Way = PunchWay.Pin,
                Zone = "Asia/Tokyo",
                SiteId = saved.SiteId,
                LocationStatus = LocationStatus.Outside,
                Score = 0.7f,
                Threshold = 0.5f,
            },
            CountingPunch.Of(saved)
        );
    }

    [Theory]
    [InlineData(2399 * 60, 0, 0)]
    [InlineData(2400 * 60, 0, 0)]
    [InlineData((2400 * 60) + 1, 0, 1)]
    [InlineData((2400 * 60) + 899, 15, 0)]
    [InlineData((2400 * 60) + 900, 15, 900)]
    public void A_week_has_overtime_beyond_its_limit_from_the_least_that_counts(int ordinary, int atLeast, int overtime)
    {
        var rules = new PolicyRules { WeeklyOvertimeAfter = 2400, OvertimeAtLeast = atLeast };
        Assert.Equal(overtime, WeeklyOvertime.Of(ordinary, rules));
        Assert.Equal(0, WeeklyOvertime.Of(ordinary, rules with { WeeklyOvertimeAfter = null }));
        Assert.Equal(ordinary, WeeklyOvertime.Of(ordinary, rules with { WeeklyOvertimeAfter = 0 }));
        Assert.Equal(overtime, WeeklyOvertime.Of([Kept(Monday, worked: ordinary + 500, overtime: 500)], rules));
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02")]
    [InlineData("2026-03-08", "2026-03-02")]
    [InlineData("2026-03-09", "2026-03-09")]
    [InlineData("2027-01-03", "2026-12-28")]
    [InlineData("2024-02-29", "2024-02-26")]
    public void A_week_begins_on_its_Monday(string day, string monday) =>
        Assert.Equal(PersonScenario.Day(monday), WeeklyOvertime.MondayOf(PersonScenario.Day(day)));

    [Fact]
    public void A_week_is_made_of_its_days_and_counts_once_it_is_over_and_they_are_settled()
    {
        var policies = new PolicyHistory([
            new AttendancePolicy
            {
                OrganizationId = default,
                Version = 4,
                From = Monday.AddDays(6),
                Rules = new PolicyRules { WeeklyOvertimeAfter = 60 },
                SavedAt = default,
                SavedById = default,
            },
        ]);
        var sundayNight = new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
        var week = Week([(0, 3000, Nine), (3, 3000, Nine)], policies)!;
        Assert.Equal(
            (Monday, 6000, 2400, 0, true, 4, sundayNight),
            (
                week.From,
                week.OrdinarySeconds,
                week.OvertimeSeconds,
                week.AcceptedSeconds,
                week.NeedsDecision,
                week.PolicyVersion,
                week.SettlesAt
            )
        );
        Assert.Equal(
            sundayNight.AddHours(5),
            Week([(0, 6000, sundayNight.AddHours(5)), (1, 0, Nine)], policies)!.SettlesAt
        );
        Assert.Null(Week([(0, 3600, Nine)], policies));
        Assert.Equal(
            new DateTimeOffset(2026, 3, 8, 15, 0, 0, TimeSpan.Zero),
            Week([(0, 6000, Nine)], policies, "Asia/Tokyo")!.SettlesAt
        );
        var unasked = new PolicyHistory([
            new AttendancePolicy
            {
                OrganizationId = default,
                Version = 1,
                From = default,
                Rules = new PolicyRules { WeeklyOvertimeAfter = 60, OvertimeNeedsApproval = false },
                SavedAt = default,
                SavedById = default,
            },
        ]);
        Assert.Equal(
            (2400, false),
            Week([(0, 6000, Nine)], unasked) is { } paid ? (paid.AcceptedSeconds, paid.NeedsDecision) : default
        );
    }

    [Fact]
    public void Of_decisions_about_a_week_the_last_about_its_own_figure_holds()
    {
        var policies = new PolicyHistory([
            new AttendancePolicy
            {
                OrganizationId = default,
                Version = 1,
                From = default,
                Rules = new PolicyRules { WeeklyOvertimeAfter = 60 },
                SavedAt = default,
                SavedById = default,
            },
        ]);
        Assert.Equal((2400, false), Decided(About(true, 1)));
        Assert.Equal((0, false), Decided(About(true, 1), About(false, 2)));
        Assert.Equal((0, false), Decided(About(false, 2), About(true, 1)));
        Assert.Equal((2400, false), Decided(About(false, 1), About(true, 2)));
        Assert.Equal((0, true), Decided(About(true, 1, mark: 2399)));
        Assert.Equal((0, true), Decided(About(true, 1, on: 5)));
        Assert.Equal((0, true), Decided(About(true, 1, kind: ExceptionKinds.Overtime)));
        Assert.Equal((0, true), Decided(About(true, 1, person: Guid.CreateVersion7())));

        (int, bool) Decided(params DayDecision[] decisions) =>
            Week([(0, 6000, Nine)], policies, "Europe/London", decisions) is { } week
                ? (week.AcceptedSeconds, week.NeedsDecision)
                : default;
        static DayDecision About(
            bool isAccepted,
            int minute,
            long mark = 2400,
            int on = 6,
            ExceptionKinds kind = ExceptionKinds.WeeklyOvertime,
            Guid? person = null
        ) =>
            new()
            {
                OrganizationId = default,
                PersonId = person ?? Nobody,
                On = Monday.AddDays(on),
                Kind = kind,
                Fingerprint = mark,
                IsAccepted = isAccepted,
                DecidedById = default,
                DecidedAt = Nine.AddMinutes(minute),
            };
    }

    [Fact]
    public void Days_that_differ_are_replaced_those_without_a_fact_go_and_locked_ones_stay_in_either_case()
    {
        var inputs = new PersonScenario().Works("09:00", 480).Facts();
        var made = DayCalculator.Make(inputs, Monday, Monday.AddDays(2));
        var (same, wrong, orphan) = (
            made[0],
            Kept(Monday.AddDays(1), worked: 7, overtime: 0, inputs.PersonId),
            Kept(Monday.AddDays(1), worked: 9, overtime: 0)
        );

        var all = DayComparison.Of(
            [inputs],
            [same, wrong, orphan],
            Monday,
            Monday.AddDays(2),
            [],
            DateTimeOffset.MaxValue
        );
        Assert.Equal(new DayRebuildReport(0, 3, 3, 0), all.Report);
        Assert.Equal([wrong, orphan], all.Gone);
        Assert.Equal([made[1].Canonical(), made[2].Canonical()], all.Made.Select(day => day.Canonical()));

        var locked = DayComparison.Of(
            [inputs],
            [same, wrong, orphan],
            Monday,
            Monday.AddDays(2),
            [Lock(Monday.AddDays(1), Monday.AddDays(1))],
            DateTimeOffset.MaxValue
        );
        Assert.Equal(new DayRebuildReport(0, 3, 1, 1), locked.Report);
        Assert.Empty(locked.Gone);
        Assert.Equal(made[2].Canonical(), Assert.Single(locked.Made).Canonical());

        // A day that was never calculated counts as different once it is settled.
        Assert.Equal(1, DayComparison.Of([inputs], [], Monday, Monday, [], made[0].SettlesAt).Report.Changed);
        Assert.Equal(
            0,
            DayComparison.Of([inputs], [], Monday, Monday, [], made[0].SettlesAt.AddTicks(-1)).Report.Changed
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_lock_applies_from_its_first_day_to_its_last_until_it_is_opened(int day, bool holds)
    {
        var period = Lock(Monday.AddDays(1), Monday.AddDays(3));
        Assert.Equal(holds, period.Holds(Monday.AddDays(day)));
        period.Open(Nobody, "A list came late", Nine);
        Assert.False(period.Holds(Monday.AddDays(day)));
        Assert.Equal((Nobody, "A list came late", Nine), (period.OpenedById, period.OpenedBecause, period.OpenedAt));
    }

    [Fact]
    public void Reports_of_a_recompute_add_up() =>
        Assert.Equal(
            new DayRebuildReport(11, 22, 33, 44),
            new DayRebuildReport(1, 2, 3, 4).Plus(new DayRebuildReport(10, 20, 30, 40))
        );

    [Fact]
    public void Webhooks_tell_a_days_figures_by_their_names()
    {
        var day = new AttendanceDay
        {
            OrganizationId = default,
            PersonId = Nobody,
            On = Monday,
            Zone = "Europe/London",
            Status = DayStatus.HalfDay,
            WorkedSeconds = 100,
            OvertimeSeconds = 30,
            AcceptedOvertimeSeconds = 10,
            LateSeconds = 3,
            EarlySeconds = 4,
            NeedsDecision = true,
            SettlesAt = Nine,
        };
        Assert.Equal(
            new DayPayload(Nobody, "E-1", Monday, "Europe/London", "halfday", 100, 80, 30, 3, 4, true),
            DayPayload.Of(day, "E-1")
        );
    }

    private static AttendanceWeek? Week(
        (int Day, int Ordinary, DateTimeOffset SettlesAt)[] days,
        PolicyHistory policies,
        string zone = "Europe/London",
        params DayDecision[] decisions
    ) =>
        WeekCalculator.Make(
            Guid.Empty,
            [.. days.Select(day => new WorkedDay(Nobody, Monday.AddDays(day.Day), day.Ordinary, day.SettlesAt))],
            policies,
            decisions,
            WallClock.Of(zone)
        );

    private static AttendanceDay Kept(DateOnly on, int worked, int overtime, Guid? person = null) =>
        new()
        {
            OrganizationId = default,
            PersonId = person ?? Nobody,
            On = on,
            Zone = "Europe/London",
            Status = DayStatus.Present,
            WorkedSeconds = worked,
            OvertimeSeconds = overtime,
            SettlesAt = Nine,
        };

    private static PeriodLock Lock(DateOnly from, DateOnly until) =>
        new()
        {
            OrganizationId = default,
            From = from,
            Until = until,
            Hash = "",
            Days = 0,
            OpenExceptions = 0,
            LockedAt = Nine,
            LockedById = default,
        };

    private static CountingPunch Counting(LocationStatus place) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = Nobody,
            At = Nine,
            MadeAt = Nine,
            Number = 3,
            Direction = Direction.Out,
            Way = PunchWay.Face,
            Zone = "Asia/Tokyo",
            LocationStatus = place,
        };
}
