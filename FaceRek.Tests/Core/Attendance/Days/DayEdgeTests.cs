using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>
/// Each limit of the rules of a day from both sides. The clerk works from 9 to 17:30 with a break of half an hour:
/// eight hours.
/// </summary>
public sealed class DayEdgeTests
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const string Monday = "2026-03-02";
    private const string Tuesday = "2026-03-03";

    private static PersonScenario Clerk => new PersonScenario().Works("09:00", 8 * 60 + 30, WeekDays.Workdays);

    private static PersonScenario Guard(NightAttribution nights) =>
        new PersonScenario()
            .Works("22:00", 8 * 60, WeekDays.Monday)
            .Under(new PolicyRules { Nights = nights, DeductedBreak = 0 });

    [Theory]
    [InlineData(0, "17:30", 0, null)]
    [InlineData(0, "17:30:01", 1, ReasonKind.OvertimeAfter)]
    [InlineData(15, "17:30", 0, null)]
    [InlineData(15, "17:44:59", 0, ReasonKind.OvertimeTooShort)]
    [InlineData(15, "17:45", 15 * Minute, ReasonKind.OvertimeAfter)]
    public void Work_beyond_the_planned_time_is_overtime_from_the_least_that_counts(
        int atLeast,
        string goes,
        int overtime,
        ReasonKind? said
    )
    {
        var day = Clerk
            .Under(new PolicyRules { OvertimeAtLeast = atLeast })
            .In($"{Monday} 09:00")
            .Out($"{Monday} {goes}")
            .On(Monday);
        Assert.Equal(
            (overtime, 0, overtime > 0),
            (day.OvertimeSeconds, day.AcceptedOvertimeSeconds, day.NeedsDecision)
        );
        Assert.Equal(overtime > 0 ? ExceptionKinds.Overtime : ExceptionKinds.None, day.OpenExceptions);
        Assert.Equal(
            said is { } kind ? [kind] : [],
            Kinds(day).Where(one => one is ReasonKind.OvertimeAfter or ReasonKind.OvertimeTooShort)
        );
    }

    [Theory]
    [InlineData(4 * 60, 4 * Hour)]
    [InlineData(0, 8 * Hour)]
    [InlineData(8 * 60 + 1, 0)]
    public void A_limit_of_the_policy_goes_before_the_planned_time(int after, int overtime) =>
        Assert.Equal(
            overtime,
            Clerk
                .Under(new PolicyRules { DailyOvertimeAfter = after, OvertimeAtLeast = 0 })
                .In($"{Monday} 09:00")
                .Out($"{Monday} 17:30")
                .On(Monday)
                .OvertimeSeconds
        );

    [Fact]
    public void Without_a_shift_only_the_policys_own_limit_makes_overtime()
    {
        static AttendanceDay Day(int? after) =>
            new PersonScenario()
                .Under(new PolicyRules { DailyOvertimeAfter = after, DeductedBreak = 0 })
                .In($"{Monday} 09:00")
                .Out($"{Monday} 19:00")
                .On(Monday);
        Assert.Equal((0, DayStatus.Present), (Day(null).OvertimeSeconds, Day(null).Status));
        Assert.Equal(2 * Hour, Day(8 * 60).OvertimeSeconds);
    }

    [Fact]
    public void Overtime_that_needs_no_approval_is_paid_without_a_decision_and_refused_overtime_is_not_paid()
    {
        var paid = Clerk
            .Under(new PolicyRules { OvertimeNeedsApproval = false })
            .In($"{Monday} 09:00")
            .Out($"{Monday} 18:30")
            .On(Monday);
        Assert.Equal(
            (Hour, Hour, ExceptionKinds.None, 9 * Hour),
            (paid.OvertimeSeconds, paid.AcceptedOvertimeSeconds, paid.Exceptions, paid.PaidSeconds)
        );
        var refused = Clerk
            .In($"{Monday} 09:00")
            .Out($"{Monday} 18:30")
            .Decided(Monday, ExceptionKinds.Overtime, isAccepted: false)
            .On(Monday);
        Assert.Equal(
            (Hour, 0, ExceptionKinds.Overtime, ExceptionKinds.None, 8 * Hour),
            (
                refused.OvertimeSeconds,
                refused.AcceptedOvertimeSeconds,
                refused.Exceptions,
                refused.OpenExceptions,
                refused.PaidSeconds
            )
        );
        Assert.False(refused.NeedsDecision);
        Assert.Contains(ReasonKind.OvertimeRefused, Kinds(refused));
    }

    [Fact]
    public void Of_two_decisions_the_later_holds_in_whichever_order_they_are_read()
    {
        static PersonScenario Late() => Clerk.In($"{Monday} 09:00").Out($"{Monday} 18:30");
        Assert.Equal(
            0,
            Late()
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: true, 1)
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: false, 2)
                .On(Monday)
                .AcceptedOvertimeSeconds
        );
        Assert.Equal(
            0,
            Late()
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: false, 2)
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: true, 1)
                .On(Monday)
                .AcceptedOvertimeSeconds
        );
        Assert.Equal(
            Hour,
            Late()
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: false, 1)
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: true, 2)
                .On(Monday)
                .AcceptedOvertimeSeconds
        );
        // Of those written at the same moment, the last one counts.
        Assert.Equal(
            0,
            Late()
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: true, 1)
                .Decided(Monday, ExceptionKinds.Overtime, isAccepted: false, 1)
                .On(Monday)
                .AcceptedOvertimeSeconds
        );
    }

    [Fact]
    public void A_decision_about_another_day_kind_or_figure_decides_nothing()
    {
        var inputs = Clerk
            .In($"{Monday} 09:00")
            .Out($"{Monday} 18:30")
            .Decided(Monday, ExceptionKinds.Overtime, isAccepted: true)
            .Facts();
        var decision = Assert.Single(inputs.Decisions);
        Assert.Equal(Hour, On(inputs, Monday).AcceptedOvertimeSeconds);
        foreach (
            var (on, kind, mark) in new[]
            {
                (decision.On.AddDays(1), decision.Kind, decision.Fingerprint),
                (decision.On, ExceptionKinds.WeeklyOvertime, decision.Fingerprint),
                (decision.On, decision.Kind, decision.Fingerprint + 1),
            }
        )
        {
            var other = new DayDecision
            {
                OrganizationId = decision.OrganizationId,
                PersonId = decision.PersonId,
                On = on,
                Kind = kind,
                Fingerprint = mark,
                IsAccepted = true,
                DecidedById = default,
                DecidedAt = default,
            };
            Assert.Equal(
                (0, ExceptionKinds.Overtime),
                On(inputs with { Decisions = [other] }, Monday) is var day
                    ? (day.AcceptedOvertimeSeconds, day.OpenExceptions)
                    : default
            );
        }
    }

    [Fact]
    public void A_punch_that_was_moved_or_replaced_makes_what_was_decided_open_again()
    {
        var inputs = Clerk
            .In($"{Monday} 09:00")
            .In($"{Monday} 13:00")
            .Out($"{Monday} 17:30")
            .Decided(Monday, ExceptionKinds.OddPunches, isAccepted: true)
            .Facts();
        Assert.Equal(
            (ExceptionKinds.OddPunches, ExceptionKinds.None),
            On(inputs, Monday) is var decided ? (decided.Exceptions, decided.OpenExceptions) : default
        );
        var moved = inputs with
        {
            Punches = [inputs.Punches[0] with { At = inputs.Punches[0].At.AddSeconds(1) }, .. inputs.Punches.Skip(1)],
        };
        Assert.Equal(ExceptionKinds.OddPunches, On(moved, Monday).OpenExceptions);
        var other = inputs with
        {
            Punches = [inputs.Punches[0] with { Id = Guid.CreateVersion7() }, .. inputs.Punches.Skip(1)],
        };
        Assert.Equal(ExceptionKinds.OddPunches, On(other, Monday).OpenExceptions);
        // Facts outside of the day do not matter.
        var elsewhere = inputs with
        {
            Punches =
            [
                .. inputs.Punches.SkipLast(1),
                inputs.Punches[^1] with
                {
                    At = inputs.Punches[^1].At.AddSeconds(60),
                },
            ],
        };
        Assert.Equal(ExceptionKinds.None, On(elsewhere, Monday).OpenExceptions);
    }

    [Theory]
    [InlineData("15:00", 0)]
    [InlineData("15:00:01", 1)]
    [InlineData("15:20", 20 * Minute)]
    [InlineData("15:30", 30 * Minute)]
    [InlineData("15:31", 30 * Minute)]
    public void The_break_is_taken_off_beyond_its_limit_and_never_more_than_lies_beyond(string goes, int deducted) =>
        Assert.Equal(deducted, Clerk.In($"{Monday} 09:00").Out($"{Monday} {goes}").On(Monday).DeductedSeconds);

    [Fact]
    public void Where_no_break_is_to_be_taken_off_or_one_was_punched_none_is()
    {
        var none = Clerk
            .Under(new PolicyRules { DeductedBreak = 0 })
            .In($"{Monday} 09:00")
            .Out($"{Monday} 17:30")
            .On(Monday);
        Assert.Equal(
            (8 * Hour + 30 * Minute, 0, 8 * Hour + 30 * Minute),
            (none.WorkedSeconds, none.DeductedSeconds, none.PlannedSeconds)
        );
        Assert.DoesNotContain(ReasonKind.BreakDeducted, Kinds(none));
        var short_ = Clerk
            .In($"{Monday} 09:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 12:00:01")
            .Out($"{Monday} 17:30")
            .On(Monday);
        Assert.Equal(
            (1, 0, 8 * Hour + 30 * Minute - 1),
            (short_.BreakSeconds, short_.DeductedSeconds, short_.WorkedSeconds)
        );
    }

    [Theory]
    [InlineData("12:14", 14 * Minute)]
    [InlineData("12:15", 15 * Minute)]
    [InlineData("12:16", 15 * Minute)]
    public void Of_punched_breaks_so_much_is_paid_and_no_more_than_there_was(string back, int paid)
    {
        var day = Clerk
            .Under(new PolicyRules { PaidBreak = 15 })
            .In($"{Monday} 09:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} {back}")
            .Out($"{Monday} 13:00")
            .On(Monday);
        var breaks = day.BreakSeconds;
        Assert.Equal(4 * Hour - breaks + paid, day.WorkedSeconds);
        Assert.Contains(new DayReason(ReasonKind.BreakPaid, paid), day.Reasons);
    }

    [Theory]
    [InlineData("09:00", null)]
    [InlineData("09:00:01", ReasonKind.GraceLate)]
    [InlineData("09:05", ReasonKind.GraceLate)]
    [InlineData("09:05:01", ReasonKind.Late)]
    public void Coming_late_within_the_grace_is_forgiven_and_said(string comes, ReasonKind? said)
    {
        var day = Clerk.In($"{Monday} {comes}").Out($"{Monday} 17:30").On(Monday);
        Assert.Equal(
            said is { } kind ? [kind] : [],
            Kinds(day).Where(one => one is ReasonKind.Late or ReasonKind.GraceLate)
        );
    }

    [Fact]
    public void Coming_after_the_shift_is_late_by_all_of_it_and_leaving_before_it_is_early_by_all_of_it()
    {
        var after = Clerk.In($"{Monday} 18:00").Out($"{Monday} 19:00").On(Monday);
        Assert.Equal(
            (8 * Hour + 30 * Minute, 0, Hour, DayStatus.HalfDay),
            (after.LateSeconds, after.EarlySeconds, after.WorkedSeconds, after.Status)
        );
        var before = Clerk.In($"{Monday} 08:00").Out($"{Monday} 08:30").On(Monday);
        Assert.Equal(
            (0, 8 * Hour + 30 * Minute, 0, DayStatus.Absent),
            (before.LateSeconds, before.EarlySeconds, before.WorkedSeconds, before.Status)
        );
        Assert.Equal(
            [new DayReason(ReasonKind.EarlyUnpaid, 30 * Minute), new DayReason(ReasonKind.BelowAbsent, 10)],
            before.Reasons.Where(one => one.Kind is ReasonKind.EarlyUnpaid or ReasonKind.BelowAbsent)
        );
    }

    [Fact]
    public void A_person_seen_after_the_last_out_did_not_leave_early()
    {
        Assert.Equal(
            0,
            Clerk.In($"{Monday} 09:00").Out($"{Monday} 12:00").Out($"{Monday} 16:00").On(Monday).EarlySeconds
        );
        Assert.Equal(
            5 * Hour + 30 * Minute,
            Clerk.Out($"{Monday} 08:30").In($"{Monday} 09:00").Out($"{Monday} 12:00").On(Monday).EarlySeconds
        );
        Assert.Equal(
            5 * Hour + 30 * Minute,
            Clerk.In($"{Monday} 09:00").Out($"{Monday} 12:00").On(Monday).EarlySeconds
        );
        Assert.Equal(0, Clerk.In($"{Monday} 09:00").On(Monday).EarlySeconds);
    }

    [Fact]
    public void An_unpaired_out_before_the_first_in_is_no_arrival()
    {
        var day = Clerk.Out($"{Monday} 08:30").In($"{Monday} 09:20").Out($"{Monday} 17:30").On(Monday);
        Assert.Equal((20 * Minute, ExceptionKinds.OddPunches), (day.LateSeconds, day.Exceptions));
        Assert.Equal(
            (
                new DateTimeOffset(2026, 3, 2, 9, 20, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 3, 2, 17, 30, 0, TimeSpan.Zero)
            ),
            (day.FirstInAt, day.LastOutAt)
        );
        var after = Clerk.In($"{Monday} 09:00").Out($"{Monday} 17:00").Out($"{Monday} 17:20").On(Monday);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 17, 20, 0, TimeSpan.Zero), after.LastOutAt);
    }

    [Theory]
    [InlineData("09:47:59", DayStatus.Absent)]
    [InlineData("09:48", DayStatus.HalfDay)]
    [InlineData("12:59:59", DayStatus.HalfDay)]
    [InlineData("13:00", DayStatus.Present)]
    public void A_tenth_of_the_planned_time_is_half_a_day_and_half_of_it_a_whole(string goes, DayStatus status) =>
        Assert.Equal(status, Clerk.In($"{Monday} 09:00").Out($"{Monday} {goes}").On(Monday).Status);

    [Fact]
    public void Where_nothing_is_too_little_any_work_makes_a_day_and_none_is_still_absence()
    {
        var rules = new PolicyRules { AbsentBelow = 0, HalfDayBelow = 0 };
        Assert.Equal(
            DayStatus.Present,
            Clerk.Under(rules).In($"{Monday} 09:00").Out($"{Monday} 09:00:01").On(Monday).Status
        );
        Assert.Equal(
            DayStatus.Absent,
            Clerk.Under(rules).In($"{Monday} 08:00").Out($"{Monday} 08:30").On(Monday).Status
        );
        var nobody = Clerk.Under(rules).On(Monday);
        Assert.Equal((DayStatus.Absent, 8 * Hour), (nobody.Status, nobody.PlannedSeconds));
        Assert.Equal([ReasonKind.NoPunch], Kinds(nobody));
    }

    [Theory]
    [InlineData("Europe/London", 15, "09:07:29", "13:07:29", 4 * Hour)]
    [InlineData("Europe/London", 15, "09:07:30", "13:07:29", 3 * Hour + 45 * Minute)]
    [InlineData("Europe/London", 15, "09:07:29", "13:07:30", 4 * Hour + 15 * Minute)]
    [InlineData("Europe/London", 5, "09:02:29", "13:02:30", 4 * Hour + 5 * Minute)]
    [InlineData("Asia/Kathmandu", 30, "09:14:59", "13:15:00", 4 * Hour + 30 * Minute)]
    [InlineData("Asia/Kathmandu", 30, "09:29:00", "13:44:00", 4 * Hour)]
    public void Half_a_unit_is_rounded_up_and_units_begin_with_the_hour_of_the_clock(
        string zone,
        int unit,
        string comes,
        string goes,
        int worked
    )
    {
        var day = new PersonScenario(zone)
            .Under(new PolicyRules { RoundTo = unit })
            .In($"{Monday} {comes}")
            .Out($"{Monday} {goes}")
            .On(Monday);
        Assert.Equal(worked, day.WorkedSeconds);
        Assert.Contains(new DayReason(ReasonKind.Rounded, unit), day.Reasons);
    }

    [Fact]
    public void An_inferred_end_is_not_rounded_and_without_punches_there_is_no_rounding()
    {
        Assert.Equal(
            8 * Hour + 7 * Minute,
            Clerk
                .Under(new PolicyRules { RoundTo = 15, ForgottenLimit = 7 })
                .In($"{Monday} 09:00")
                .On(Monday)
                .WorkedSeconds
        );
        Assert.DoesNotContain(ReasonKind.Rounded, Kinds(Clerk.Under(new PolicyRules { RoundTo = 15 }).On(Monday)));
        Assert.DoesNotContain(ReasonKind.Rounded, Kinds(Clerk.In($"{Monday} 09:00").Out($"{Monday} 17:30").On(Monday)));
    }

    [Theory]
    [InlineData("07:00", "08:00", 0)]
    [InlineData("06:59:59", "08:00", Hour + 1)]
    [InlineData("06:30", "09:00", 2 * Hour + 30 * Minute)]
    [InlineData("06:30", "09:00:01", 1)]
    [InlineData("06:30", "12:00", 3 * Hour)]
    public void A_shift_takes_what_comes_in_its_window_or_reaches_into_it(string comes, string goes, int worked) =>
        Assert.Equal(worked, Clerk.In($"{Monday} {comes}").Out($"{Monday} {goes}").On(Monday).WorkedSeconds);

    [Theory]
    [InlineData(240, "21:29:59", true)]
    [InlineData(240, "21:30", false)]
    [InlineData(0, "17:29:59", true)]
    [InlineData(0, "17:30", false)]
    public void A_window_ends_before_its_last_moment(int after, string comes, bool isOfTheShift) =>
        Assert.Equal(
            isOfTheShift,
            Clerk
                .Under(new PolicyRules { WindowAfter = after })
                .In($"{Monday} {comes}")
                .Out($"{Monday} 22:30")
                .On(Monday)
                .LateSeconds > 0
        );

    [Fact]
    public void A_shift_that_begins_after_midnight_takes_a_check_in_of_the_evening_before()
    {
        var early = new PersonScenario()
            .Works("00:30", 8 * 60, WeekDays.Tuesday)
            .In($"{Monday} 23:30")
            .Out($"{Tuesday} 08:30");
        Assert.Null(early.MaybeOn(Monday));
        Assert.Equal(
            (7 * Hour + 30 * Minute, 0, 0),
            early.On(Tuesday) is var day ? (day.WorkedSeconds, day.LateSeconds, day.OvertimeSeconds) : default
        );
    }

    [Theory]
    [InlineData("04:59:59", 1)]
    [InlineData("05:00", 0)]
    public void Of_shifts_that_overlap_the_later_takes_from_its_start_on(string comes, int sessionsOfTheFirst)
    {
        var someone = new PersonScenario()
            .Rotates(PersonScenario.Day(Monday), 7, (0, "14:00", 16 * 60), (1, "05:00", 4 * 60))
            .In($"{Tuesday} {comes}")
            .Out($"{Tuesday} 08:00");
        Assert.Equal(
            sessionsOfTheFirst,
            DayCalculator.LayoutOf(someone.Facts(), PersonScenario.Day(Monday))!.Sessions.Count
        );
    }

    [Theory]
    [InlineData("00:59:59", 16 * Hour - 1, ExceptionKinds.None)]
    [InlineData("01:00", 0, ExceptionKinds.OddPunches)]
    public void An_out_closes_what_was_opened_less_than_sixteen_hours_before(
        string goes,
        int worked,
        ExceptionKinds open
    )
    {
        var day = new PersonScenario()
            .Under(new PolicyRules { DeductedBreak = 0 })
            .In($"{Monday} 09:00")
            .Out($"{Tuesday} {goes}")
            .On(Monday);
        Assert.Equal((worked, open), (day.WorkedSeconds, day.OpenExceptions));
    }

    [Theory]
    [InlineData("17:29:59", 0, true)]
    [InlineData("17:30", 0, false)]
    [InlineData("17:39:59", 10, true)]
    [InlineData("17:40", 10, false)]
    public void Only_an_in_before_the_inferred_end_is_closed_by_it(string comes, int limit, bool isInferred)
    {
        var day = Clerk.Under(new PolicyRules { ForgottenLimit = limit }).In($"{Monday} {comes}").On(Monday);
        Assert.Equal(
            (isInferred, isInferred ? ExceptionKinds.ForgottenCheckOut : ExceptionKinds.OddPunches),
            (day.IsInferred, day.OpenExceptions)
        );
    }

    [Theory]
    [InlineData("21:29:59", false)]
    [InlineData("21:30", true)]
    public void An_in_that_another_follows_within_the_window_is_odd_and_not_closed(string again, bool isInferred) =>
        Assert.Equal(
            isInferred,
            Clerk.In($"{Monday} 09:00").In($"{Monday} {again}").Out($"{Monday} 22:30").On(Monday).IsInferred
        );

    [Fact]
    public void An_inferred_out_is_no_punch_and_says_how_it_was_found()
    {
        var day = Clerk.Under(new PolicyRules { ForgottenLimit = 10 }).In($"{Monday} 09:00").On(Monday);
        Assert.Equal(
            [
                new DayReason(ReasonKind.Inferred, Seconds(17, 40), 10),
                new DayReason(ReasonKind.FirstIn, Seconds(9, 0)),
                new DayReason(ReasonKind.BreakDeducted, 30 * Minute, 360),
                new DayReason(ReasonKind.OvertimeTooShort, 10 * Minute, 15),
            ],
            day.Reasons
        );
        var refused = Clerk
            .In($"{Monday} 09:00")
            .Decided(Monday, ExceptionKinds.ForgottenCheckOut, isAccepted: false)
            .On(Monday);
        Assert.Contains(ReasonKind.InferredRefused, Kinds(refused));
        Assert.DoesNotContain(ReasonKind.Inferred, Kinds(refused));
        var believed = Clerk
            .In($"{Monday} 09:00")
            .Decided(Monday, ExceptionKinds.ForgottenCheckOut, isAccepted: true)
            .On(Monday);
        Assert.Equal(
            (8 * Hour, ExceptionKinds.None, true),
            (believed.WorkedSeconds, believed.OpenExceptions, believed.IsInferred)
        );
    }

    [Theory]
    [InlineData("22:00", "06:00", "05:00", "07:00", Hour)]
    [InlineData("22:00", "06:00", "21:00", "22:00", 0)]
    [InlineData("22:00", "06:00", "21:00", "23:30", 90 * Minute)]
    [InlineData("20:00", "23:30", "19:00", "23:45", 3 * Hour + 30 * Minute)]
    [InlineData("22:00", "22:00", "21:00", "23:30", 0)]
    public void Night_is_what_lies_in_the_nights_window(string from, string to, string comes, string goes, int night)
    {
        var rules = new PolicyRules
        {
            NightFrom = TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            NightTo = TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
            DeductedBreak = 0,
        };
        var day = new PersonScenario().Under(rules).In($"{Monday} {comes}").Out($"{Monday} {goes}").On(Monday);
        Assert.Equal(night, day.NightSeconds);
        Assert.Equal(
            night > 0 ? [new DayReason(ReasonKind.Night, night)] : [],
            day.Reasons.Where(one => one.Kind == ReasonKind.Night)
        );
    }

    [Fact]
    public void The_end_of_one_night_and_the_beginning_of_the_next_are_both_counted()
    {
        var day = new PersonScenario()
            .In($"{Monday} 05:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 13:00")
            .Out($"{Monday} 23:00")
            .On(Monday);
        Assert.Equal(2 * Hour, day.NightSeconds);
        // A night in which the clock skips an hour is seven hours long, and nine where an hour occurs twice.
        Assert.Equal(
            7 * Hour,
            new PersonScenario().In("2026-03-28 21:00").Out("2026-03-29 07:00").On("2026-03-28").NightSeconds
        );
        Assert.Equal(
            9 * Hour,
            new PersonScenario().In("2026-10-24 21:00").Out("2026-10-25 07:00").On("2026-10-24").NightSeconds
        );
    }

    [Fact]
    public void A_night_that_is_divided_has_its_late_on_the_first_day_and_its_early_on_the_second()
    {
        var days = Guard(NightAttribution.SplitAtMidnight)
            .In($"{Monday} 22:20")
            .Out($"{Tuesday} 05:30")
            .Between(Monday, Tuesday);
        Assert.Equal([(20 * Minute, 0), (0, 30 * Minute)], days.Select(day => (day.LateSeconds, day.EarlySeconds)));
        Assert.Equal(
            [(2 * Hour, 100 * Minute), (6 * Hour, 5 * Hour + 30 * Minute)],
            days.Select(day => (day.PlannedSeconds, day.WorkedSeconds))
        );
        var midnight = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [(midnight.AddHours(-2), midnight), (midnight, midnight.AddHours(6))],
            days.Select(day => (day.PlannedFrom!.Value, day.PlannedTo!.Value))
        );
        Assert.Equal(
            [(midnight.AddMinutes(-100), midnight), (midnight, midnight.AddHours(5.5))],
            days.Select(day => (day.FirstInAt!.Value, day.LastOutAt!.Value))
        );
        Assert.All(days, day => Assert.Contains(ReasonKind.SplitAtMidnight, Kinds(day)));
        Assert.Single(days.Select(day => day.ShiftId).Distinct());
        Assert.All(days, day => Assert.Equal(midnight.AddHours(10), day.SettlesAt));
    }

    [Fact]
    public void What_ends_at_midnight_is_not_divided()
    {
        var evening = Guard(NightAttribution.SplitAtMidnight).In($"{Monday} 22:00").Out($"{Tuesday} 00:00");
        Assert.DoesNotContain(ReasonKind.SplitAtMidnight, Kinds(evening.On(Monday)));
        Assert.Equal((2 * Hour, 0), (evening.On(Monday).WorkedSeconds, evening.On(Tuesday).WorkedSeconds));
        Assert.DoesNotContain(
            ReasonKind.SplitAtMidnight,
            Kinds(Guard(NightAttribution.ShiftDay).In($"{Monday} 22:00").Out($"{Tuesday} 06:00").On(Monday))
        );
    }

    [Fact]
    public void Each_end_of_a_divided_night_is_looked_at_on_its_own_day()
    {
        var outside = Guard(NightAttribution.SplitAtMidnight)
            .In($"{Monday} 22:00", isOutside: true)
            .Out($"{Tuesday} 06:00")
            .Between(Monday, Tuesday);
        Assert.Equal([ExceptionKinds.OutsideFence, ExceptionKinds.None], outside.Select(day => day.Exceptions));
        var (here, there) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var apart = Guard(NightAttribution.SplitAtMidnight)
            .In($"{Monday} 22:00", here)
            .Out($"{Tuesday} 06:00", there)
            .Between(Monday, Tuesday);
        Assert.Equal([ExceptionKinds.SeveralSites, ExceptionKinds.None], apart.Select(day => day.Exceptions));
        var inputs = Guard(NightAttribution.SplitAtMidnight).In($"{Monday} 22:00").Out($"{Tuesday} 06:00").Facts();
        var late = inputs with
        {
            Punches = [inputs.Punches[0], inputs.Punches[1] with { LocationStatus = LocationStatus.Outside }],
        };
        Assert.Equal(
            [ExceptionKinds.None, ExceptionKinds.OutsideFence],
            DayCalculator
                .Make(late, PersonScenario.Day(Monday), PersonScenario.Day(Tuesday))
                .Select(day => day.Exceptions)
        );
    }

    [Fact]
    public void A_shift_without_punches_stays_on_its_own_day_under_every_rule_for_nights()
    {
        Assert.Equal(
            [DayStatus.Absent],
            Guard(NightAttribution.CheckInDay).Between(Monday, Tuesday).Select(day => day.Status)
        );
        Assert.Equal(
            [(2 * Hour, DayStatus.Absent), (6 * Hour, DayStatus.Absent)],
            Guard(NightAttribution.SplitAtMidnight)
                .Between(Monday, Tuesday)
                .Select(day => (day.PlannedSeconds, day.Status))
        );
    }

    [Fact]
    public void A_punch_of_a_night_counts_on_the_days_to_which_its_hours_belong()
    {
        static IEnumerable<DateOnly> DaysOfTheOut(NightAttribution nights)
        {
            var inputs = Guard(nights).In($"{Monday} 22:00").Out($"{Tuesday} 06:00").Facts();
            return DayCalculator.DaysOf(
                inputs,
                inputs.Punches[1].Id,
                PersonScenario.Day("2026-03-01"),
                PersonScenario.Day("2026-03-05")
            );
        }

        Assert.Equal([PersonScenario.Day(Monday)], DaysOfTheOut(NightAttribution.ShiftDay));
        Assert.Equal(
            [PersonScenario.Day(Monday), PersonScenario.Day(Tuesday)],
            DaysOfTheOut(NightAttribution.SplitAtMidnight)
        );
        var lone = Clerk.Out($"{Monday} 08:00").Facts();
        Assert.Equal(
            [PersonScenario.Day(Monday)],
            DayCalculator.DaysOf(lone, lone.Punches[0].Id, PersonScenario.Day(Monday), PersonScenario.Day(Tuesday))
        );
        Assert.Empty(
            DayCalculator.DaysOf(lone, Guid.CreateVersion7(), PersonScenario.Day(Monday), PersonScenario.Day(Tuesday))
        );
    }

    [Theory]
    [InlineData(LeavePart.Afternoon, "09:05", "13:10", 0, 0)]
    [InlineData(LeavePart.Afternoon, "09:05:01", "13:09:59", 5 * Minute + 1, 5 * Minute + 1)]
    [InlineData(LeavePart.Morning, "13:20", "17:25", 0, 0)]
    [InlineData(LeavePart.Morning, "13:20:01", "17:24:59", 5 * Minute + 1, 5 * Minute + 1)]
    public void Half_a_day_of_leave_ends_or_begins_in_the_middle_of_the_shift(
        LeavePart part,
        string comes,
        string goes,
        int late,
        int early
    )
    {
        var day = Clerk.OnLeave(Monday, part).In($"{Monday} {comes}").Out($"{Monday} {goes}").On(Monday);
        Assert.Equal((late, early, 4 * Hour + 15 * Minute), (day.LateSeconds, day.EarlySeconds, day.PlannedSeconds));
        Assert.Equal((4 * Hour, 0, DayStatus.Present), (day.PaidLeaveSeconds, day.UnpaidLeaveSeconds, day.Status));
        Assert.Contains(new DayReason(ReasonKind.Leave, part == LeavePart.Morning ? 1 : 2, 1), day.Reasons);
    }

    [Theory]
    [InlineData(LeavePart.Morning, "16:05:01", "20:00", 5 * Minute + 1)]
    [InlineData(LeavePart.Afternoon, "08:05:01", "12:00", 5 * Minute + 1)]
    [InlineData(LeavePart.Afternoon, "08:05", "12:00", 0)]
    public void Half_a_day_of_leave_is_one_of_two_parts(LeavePart part, string comes, string goes, int late)
    {
        var day = new PersonScenario()
            .WorksInTwo("08:00", 4 * 60, 8 * 60, 12 * 60)
            .OnLeave(Monday, part, isPaid: false)
            .In($"{Monday} {comes}")
            .Out($"{Monday} {goes}")
            .On(Monday);
        Assert.Equal(
            (late, 0, 4 * Hour, 0, 4 * Hour),
            (day.LateSeconds, day.EarlySeconds, day.PlannedSeconds, day.PaidLeaveSeconds, day.UnpaidLeaveSeconds)
        );
    }

    [Fact]
    public void Leave_that_is_worked_on_is_overtime_and_leave_on_a_holiday_or_a_day_off_is_none()
    {
        var worked = Clerk.OnLeave(Monday, isPaid: false).In($"{Monday} 10:00").Out($"{Monday} 12:00").On(Monday);
        Assert.Equal(
            (DayStatus.Leave, 2 * Hour, 2 * Hour, 0, 0),
            (worked.Status, worked.WorkedSeconds, worked.OvertimeSeconds, worked.LateSeconds, worked.EarlySeconds)
        );
        Assert.Equal((0, 8 * Hour, 0), (worked.PaidLeaveSeconds, worked.UnpaidLeaveSeconds, worked.PlannedSeconds));
        Assert.Contains(new DayReason(ReasonKind.Leave, 0, 0), worked.Reasons);
        var holiday = Clerk.OnLeave(Monday).Holiday(Monday, "Fair").On(Monday);
        Assert.Equal((DayStatus.Holiday, 0), (holiday.Status, holiday.PaidLeaveSeconds));
        Assert.Equal([new DayReason(ReasonKind.Holiday, Text: "Fair")], holiday.Reasons);
        Assert.Null(Clerk.OnLeave("2026-03-01").MaybeOn("2026-03-01"));
        var half = Clerk.OnLeave(Monday, LeavePart.Morning).On(Monday);
        Assert.Equal(
            (DayStatus.Absent, 4 * Hour, 4 * Hour + 15 * Minute),
            (half.Status, half.PaidLeaveSeconds, half.PlannedSeconds)
        );
    }

    [Fact]
    public void On_a_holiday_early_arrival_is_paid()
    {
        var holiday = Clerk.Holiday(Monday, "Fair").In($"{Monday} 08:00").Out($"{Monday} 10:00").On(Monday);
        Assert.Equal(
            (2 * Hour, 2 * Hour, 0, 0),
            (holiday.WorkedSeconds, holiday.HolidaySeconds, holiday.LateSeconds, holiday.EarlySeconds)
        );
        Assert.Equal(0, Clerk.In($"{Monday} 09:00").Out($"{Monday} 17:30").On(Monday).HolidaySeconds);
    }

    [Theory]
    [InlineData(4.99, ExceptionKinds.LowConfidence)]
    [InlineData(5.0, ExceptionKinds.None)]
    [InlineData(null, ExceptionKinds.None)]
    public void A_face_is_looked_at_below_the_policys_percentage(double? closeness, ExceptionKinds shown) =>
        Assert.Equal(
            shown,
            Clerk.In($"{Monday} 09:00", closeness: closeness).Out($"{Monday} 17:30").On(Monday).Exceptions
        );

    [Fact]
    public void Two_sites_are_odd_only_where_both_are_known_and_they_differ()
    {
        var (here, there) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Equal(
            ExceptionKinds.None,
            Clerk.In($"{Monday} 09:00", here).Out($"{Monday} 17:30", here).On(Monday).Exceptions
        );
        Assert.Equal(
            ExceptionKinds.None,
            Clerk.In($"{Monday} 09:00", here).Out($"{Monday} 17:30").On(Monday).Exceptions
        );
        Assert.Equal(
            ExceptionKinds.None,
            Clerk.In($"{Monday} 09:00").Out($"{Monday} 17:30", there).On(Monday).Exceptions
        );
        Assert.Equal(
            ExceptionKinds.OddPunches | ExceptionKinds.SeveralSites,
            new PersonScenario().In($"{Monday} 09:00", here).In($"{Tuesday} 00:59:59", there).On(Monday).Exceptions
        );
        Assert.Equal(
            ExceptionKinds.OddPunches,
            new PersonScenario().In($"{Monday} 09:00", here).In($"{Tuesday} 01:00", there).On(Monday).Exceptions
        );
        Assert.Equal(
            ExceptionKinds.OddPunches,
            new PersonScenario().In($"{Monday} 09:00", here).In($"{Monday} 12:00", here).On(Monday).Exceptions
        );
    }

    [Fact]
    public void Punches_that_stand_alone_are_looked_at_as_the_others_are()
    {
        Assert.Equal(
            ExceptionKinds.OddPunches | ExceptionKinds.OutsideFence,
            new PersonScenario().In($"{Monday} 09:00", isOutside: true).On(Monday).OpenExceptions
        );
        Assert.Equal(
            ExceptionKinds.OddPunches | ExceptionKinds.LowConfidence,
            new PersonScenario().In($"{Monday} 09:00", closeness: 1).On(Monday).OpenExceptions
        );
        Assert.Contains(
            new DayReason(ReasonKind.Odd, 2),
            new PersonScenario().In($"{Monday} 09:00").In($"{Monday} 11:00").On(Monday).Reasons
        );
    }

    [Fact]
    public void A_day_settles_when_no_more_punches_can_be_expected()
    {
        var nine = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(nine.AddHours(16), new PersonScenario().In($"{Monday} 09:00").On(Monday).SettlesAt);
        Assert.Equal(
            nine.AddHours(16),
            new PersonScenario().In($"{Monday} 09:00").In($"{Tuesday} 09:00").On(Monday).SettlesAt
        );
        Assert.Equal(
            nine.AddHours(6),
            new PersonScenario().In($"{Monday} 09:00").In($"{Monday} 14:00").Out($"{Monday} 15:00").On(Monday).SettlesAt
        );
        Assert.Equal(nine, new PersonScenario().Out($"{Monday} 09:00").On(Monday).SettlesAt);
        Assert.Equal(
            nine.AddHours(3),
            new PersonScenario().In($"{Monday} 09:00").Out($"{Monday} 12:00").On(Monday).SettlesAt
        );
        Assert.Equal(nine.AddHours(12.5), Clerk.In($"{Monday} 09:00").Out($"{Monday} 12:00").On(Monday).SettlesAt);
        Assert.Equal(nine.AddHours(14), Clerk.In($"{Monday} 22:00").Out($"{Monday} 23:00").On(Monday).SettlesAt);
    }

    [Theory]
    [InlineData("2026-03-01", false)]
    [InlineData(Monday, true)]
    [InlineData(Tuesday, true)]
    [InlineData("2026-03-04", false)]
    [InlineData("2026-03-05", false)]
    [InlineData("2026-03-06", true)]
    [InlineData("2026-03-07", true)]
    [InlineData("2026-03-08", false)]
    public void No_one_is_expected_before_they_came_after_they_left_or_while_they_were_gone(string day, bool isExpected)
    {
        var someone = new PersonScenario()
            .Works("09:00", 480)
            .Employed(Monday, "2026-03-07")
            .Gone("2026-03-04", "2026-03-05");
        Assert.Equal(isExpected, someone.MaybeOn(day) is not null);
    }

    [Fact]
    public void A_shift_is_worked_on_the_clock_on_which_the_days_first_punch_was_made()
    {
        // Nine in New York is two in the afternoon in London.
        var inputs = Clerk.In($"{Monday} 14:00").Out($"{Monday} 22:30").Facts();
        var day = On(
            inputs with
            {
                Punches = [.. inputs.Punches.Select(punch => punch with { Zone = "America/New_York" })],
            },
            Monday
        );
        Assert.Equal(("America/New_York", 0, 8 * Hour), (day.Zone, day.LateSeconds, day.WorkedSeconds));
        var mixed = On(
            inputs with
            {
                Punches = [inputs.Punches[0], inputs.Punches[1] with { Zone = "America/New_York" }],
            },
            Monday
        );
        Assert.Equal(("Europe/London", 5 * Hour), (mixed.Zone, mixed.LateSeconds));
        var moved = Clerk.Facts() with
        {
            FormerZones =
            [
                (PersonScenario.Day("2026-03-01"), "Asia/Tokyo"),
                (PersonScenario.Day(Monday), "Asia/Kolkata"),
            ],
        };
        Assert.Equal(
            ["Asia/Kolkata", "Europe/London"],
            DayCalculator.Make(moved, PersonScenario.Day(Monday), PersonScenario.Day(Tuesday)).Select(one => one.Zone)
        );
        Assert.Equal(
            ["Asia/Tokyo", "Asia/Kolkata", "Europe/London"],
            new[] { "2026-03-01", Monday, Tuesday }.Select(on => moved.ZoneOn(PersonScenario.Day(on)))
        );
    }

    [Fact]
    public void Every_figure_of_a_full_day_is_explained_in_its_order()
    {
        var day = Clerk
            .Under(new PolicyRules { PaidBreak = 15 })
            .In($"{Monday} 08:20")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 12:30")
            .Out($"{Monday} 15:00")
            .In($"{Monday} 15:10")
            .Out($"{Monday} 19:00")
            .On(Monday);
        Assert.Equal(
            (9 * Hour + 35 * Minute, 40 * Minute, 95 * Minute),
            (day.WorkedSeconds, day.BreakSeconds, day.OvertimeSeconds)
        );
        Assert.Equal(
            [
                new DayReason(ReasonKind.EarlyUnpaid, 40 * Minute),
                new DayReason(ReasonKind.FirstIn, Seconds(8, 20)),
                new DayReason(ReasonKind.LastOut, Seconds(19, 0)),
                new DayReason(ReasonKind.BreakPunched, 40 * Minute, 2),
                new DayReason(ReasonKind.BreakPaid, 15 * Minute),
                new DayReason(ReasonKind.OvertimeAfter, 8 * Hour),
                new DayReason(ReasonKind.OvertimeWaits),
            ],
            day.Reasons
        );
    }

    [Fact]
    public void A_day_shows_what_it_was_made_of_in_the_order_in_which_it_came()
    {
        var inputs = Clerk
            .In($"{Monday} 09:00")
            .In($"{Monday} 10:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 13:00")
            .Facts();
        var layout = DayCalculator.LayoutOf(inputs, PersonScenario.Day(Monday))!;
        Assert.Equal(inputs.Punches, layout.Punches);
        Assert.Equal(
            [(10, 12, false), (13, 17, true)],
            layout.Sessions.Select(one => (one.From.ToDateTimeUtc().Hour, one.To.ToDateTimeUtc().Hour, one.IsInferred))
        );
        Assert.Equal(
            (9, 17, false),
            Assert.Single(layout.Plan) is var plan
                ? (plan.From.ToDateTimeUtc().Hour, plan.To.ToDateTimeUtc().Hour, plan.IsInferred)
                : default
        );
        Assert.Equal(layout.Day.Canonical(), On(inputs, Monday).Canonical());
        Assert.Null(DayCalculator.LayoutOf(Clerk.Facts(), PersonScenario.Day("2026-03-01")));
        Assert.Empty(DayCalculator.ExceptionsOf(Clerk.Facts(), PersonScenario.Day("2026-03-01")));
    }

    [Fact]
    public void From_first_to_last_nothing_between_is_a_break_and_parts_are_counted_by_themselves()
    {
        var rules = new PolicyRules { Hours = HoursBy.FirstInLastOut, PaidBreak = 15 };
        var day = Clerk
            .Under(rules)
            .In($"{Monday} 09:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 13:00")
            .Out($"{Monday} 14:00")
            .On(Monday);
        Assert.Equal((5 * Hour, 0), (day.WorkedSeconds, day.BreakSeconds));
        Assert.Contains(ReasonKind.FirstInLastOut, Kinds(day));
        Assert.DoesNotContain(ReasonKind.BreakPunched, Kinds(day));
        Assert.DoesNotContain(
            ReasonKind.FirstInLastOut,
            Kinds(Clerk.In($"{Monday} 09:00").Out($"{Monday} 12:00").On(Monday))
        );
    }

    private static AttendanceDay On(DayInputs inputs, string day) =>
        Assert.Single(DayCalculator.Make(inputs, PersonScenario.Day(day), PersonScenario.Day(day)));

    private static IEnumerable<ReasonKind> Kinds(AttendanceDay day) => day.Reasons.Select(reason => reason.Kind);

    private static long Seconds(int hour, int minute) =>
        new DateTimeOffset(2026, 3, 2, hour, minute, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
