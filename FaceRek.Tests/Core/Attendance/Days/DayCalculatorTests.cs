using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Tests.Core.Attendance.Days;

public sealed class DayCalculatorTests
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const string Monday = "2026-03-02";

    private static PersonScenario Clerk => new PersonScenario().Works("09:00", 8 * 60 + 30, WeekDays.Workdays);

    [Fact]
    public void A_plain_day_counts_what_lies_between_in_and_out()
    {
        var day = Clerk
            .In($"{Monday} 09:00")
            .Out($"{Monday} 13:00")
            .In($"{Monday} 13:30")
            .Out($"{Monday} 17:30")
            .On(Monday);
        Assert.Equal(
            (DayStatus.Present, 8 * Hour, 30 * Minute, 0),
            (day.Status, day.WorkedSeconds, day.BreakSeconds, day.DeductedSeconds)
        );
        Assert.Equal((0, 0, 0, 8 * Hour), (day.LateSeconds, day.EarlySeconds, day.OvertimeSeconds, day.PlannedSeconds));
        Assert.Equal(ExceptionKinds.None, day.Exceptions);
    }

    [Fact]
    public void A_break_is_taken_off_only_beyond_its_limit_and_only_where_none_was_punched()
    {
        var unbroken = Clerk.In($"{Monday} 09:00").Out($"{Monday} 17:30").On(Monday);
        Assert.Equal((8 * Hour, 30 * Minute), (unbroken.WorkedSeconds, unbroken.DeductedSeconds));
        Assert.Contains(
            unbroken.Reasons,
            reason => reason is { Kind: ReasonKind.BreakDeducted, First: 30 * Minute, Second: 360 }
        );
        Assert.Equal(0, Clerk.In($"{Monday} 09:00").Out($"{Monday} 15:00").On(Monday).DeductedSeconds);
        Assert.Equal((6 * Hour, 10 * Minute), Figures(Clerk.In($"{Monday} 09:00").Out($"{Monday} 15:10").On(Monday)));
    }

    [Fact]
    public void So_much_of_a_punched_break_is_paid_as_the_policy_says()
    {
        var day = Clerk
            .Under(new PolicyRules { PaidBreak = 15 })
            .In($"{Monday} 09:00")
            .Out($"{Monday} 13:00")
            .In($"{Monday} 13:30")
            .Out($"{Monday} 17:30")
            .On(Monday);
        Assert.Equal(8 * Hour + 15 * Minute, day.WorkedSeconds);
    }

    [Theory]
    [InlineData("09:05", 0)]
    [InlineData("09:05:01", 5 * Minute + 1)]
    [InlineData("09:40", 40 * Minute)]
    public void Who_comes_after_the_grace_is_late_from_the_shifts_start(string comes, int late) =>
        Assert.Equal(late, Clerk.In($"{Monday} {comes}").Out($"{Monday} 17:30").On(Monday).LateSeconds);

    [Theory]
    [InlineData("17:25", 0)]
    [InlineData("17:24:59", 5 * Minute + 1)]
    public void Who_leaves_before_the_grace_left_early_by_the_shifts_end(string goes, int early) =>
        Assert.Equal(early, Clerk.In($"{Monday} 09:00").Out($"{Monday} {goes}").On(Monday).EarlySeconds);

    [Fact]
    public void Coming_early_is_not_paid_unless_the_policy_says_so()
    {
        var strict = Clerk.In($"{Monday} 08:20").Out($"{Monday} 13:00").On(Monday);
        Assert.Equal(4 * Hour, strict.WorkedSeconds);
        Assert.Contains(strict.Reasons, reason => reason is { Kind: ReasonKind.EarlyUnpaid, First: 40 * Minute });
        Assert.Equal(
            4 * Hour + 40 * Minute,
            Clerk
                .Under(new PolicyRules { CountsEarlyArrival = true })
                .In($"{Monday} 08:20")
                .Out($"{Monday} 13:00")
                .On(Monday)
                .WorkedSeconds
        );
    }

    [Theory]
    [InlineData("12:59", DayStatus.HalfDay)]
    [InlineData("13:00", DayStatus.Present)]
    [InlineData("09:47", DayStatus.Absent)]
    public void Little_work_is_half_a_day_and_less_is_none(string goes, DayStatus status) =>
        Assert.Equal(status, Clerk.In($"{Monday} 09:00").Out($"{Monday} {goes}").On(Monday).Status);

    [Fact]
    public void No_one_there_is_absent_once_the_window_closed_and_expected_before()
    {
        var day = Clerk.On(Monday);
        Assert.Equal(DayStatus.Absent, day.Status);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 21, 30, 0, TimeSpan.Zero), day.SettlesAt);
        Assert.Equal(
            (DayStatus.Expected, DayStatus.Absent),
            (day.StatusAt(day.SettlesAt.AddSeconds(-1)), day.StatusAt(day.SettlesAt))
        );
        Assert.Null(Clerk.MaybeOn("2026-03-01"));
    }

    [Fact]
    public void A_forgotten_check_out_is_closed_by_the_shift_and_shows_once_the_window_closed()
    {
        var day = Clerk.Under(new PolicyRules { ForgottenLimit = 10 }).In($"{Monday} 09:00").On(Monday);
        Assert.Equal(
            (true, 8 * Hour + 10 * Minute, ExceptionKinds.ForgottenCheckOut),
            (day.IsInferred, day.WorkedSeconds, day.OpenExceptions)
        );
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 17, 40, 0, TimeSpan.Zero), day.LastOutAt);
        Assert.Equal(
            (DayStatus.AtWork, DayStatus.Present),
            (day.StatusAt(day.SettlesAt.AddSeconds(-1)), day.StatusAt(day.SettlesAt))
        );
    }

    [Fact]
    public void An_inferred_check_out_that_is_refused_counts_nothing_and_a_real_one_replaces_it()
    {
        var doubted = Clerk
            .In($"{Monday} 09:00")
            .Decided(Monday, ExceptionKinds.ForgottenCheckOut, isAccepted: false)
            .On(Monday);
        Assert.Equal(
            (0, ExceptionKinds.ForgottenCheckOut, ExceptionKinds.None),
            (doubted.WorkedSeconds, doubted.Exceptions, doubted.OpenExceptions)
        );
        var real = Clerk
            .In($"{Monday} 09:00")
            .Decided(Monday, ExceptionKinds.ForgottenCheckOut, isAccepted: false)
            .Out($"{Monday} 17:00")
            .On(Monday);
        Assert.Equal((7 * Hour + 30 * Minute, ExceptionKinds.None), (real.WorkedSeconds, real.Exceptions));
    }

    [Fact]
    public void Odd_punches_are_never_paired_by_guessing()
    {
        var twice = Clerk.In($"{Monday} 09:00").In($"{Monday} 13:00").Out($"{Monday} 17:30").On(Monday);
        Assert.Equal((4 * Hour + 30 * Minute, ExceptionKinds.OddPunches), (twice.WorkedSeconds, twice.OpenExceptions));
        Assert.Equal(0, twice.LateSeconds);
        Assert.Equal(
            20 * Minute,
            Clerk.In($"{Monday} 09:20").In($"{Monday} 13:00").Out($"{Monday} 17:30").On(Monday).LateSeconds
        );
        var onlyOut = Clerk.Out($"{Monday} 17:30").On(Monday);
        Assert.Equal((DayStatus.Incomplete, 0), (onlyOut.Status, onlyOut.WorkedSeconds));
    }

    [Fact]
    public void Someone_without_a_shift_is_in_for_sixteen_hours_at_most_and_nothing_is_invented()
    {
        var day = new PersonScenario().In($"{Monday} 09:00").Out("2026-03-03 01:00").On(Monday);
        Assert.Equal(
            (DayStatus.Incomplete, 0, ExceptionKinds.OddPunches),
            (day.Status, day.WorkedSeconds, day.OpenExceptions)
        );
        var lunch = Clerk.In($"{Monday} 09:00").Out($"{Monday} 12:00").On(Monday);
        Assert.Equal(
            (DayStatus.AtWork, DayStatus.HalfDay),
            (lunch.StatusAt(lunch.SettlesAt.AddSeconds(-1)), lunch.StatusAt(lunch.SettlesAt))
        );
        Assert.Equal(
            DayStatus.AtWork,
            new PersonScenario()
                .In($"{Monday} 09:00")
                .On(Monday)
                .StatusAt(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero))
        );
    }

    [Fact]
    public void Overtime_waits_for_a_decision_and_a_decision_holds_for_that_figure_only()
    {
        var longDay = Clerk.In($"{Monday} 09:00").Out($"{Monday} 13:00").In($"{Monday} 13:30").Out($"{Monday} 19:00");
        var waits = longDay.On(Monday);
        Assert.Equal(
            (90 * Minute, 0, ExceptionKinds.Overtime, 8 * Hour),
            (waits.OvertimeSeconds, waits.AcceptedOvertimeSeconds, waits.OpenExceptions, waits.PaidSeconds)
        );
        var accepted = longDay.Decided(Monday, ExceptionKinds.Overtime, isAccepted: true).On(Monday);
        Assert.Equal(
            (90 * Minute, ExceptionKinds.None, 9 * Hour + 30 * Minute),
            (accepted.AcceptedOvertimeSeconds, accepted.OpenExceptions, accepted.PaidSeconds)
        );
        var changed = longDay.In($"{Monday} 19:30").Out($"{Monday} 20:30").On(Monday);
        Assert.Equal((0, ExceptionKinds.Overtime), (changed.AcceptedOvertimeSeconds, changed.OpenExceptions));
        Assert.Equal(0, Clerk.In($"{Monday} 09:00").Out($"{Monday} 17:44").On(Monday).OvertimeSeconds);
    }

    [Fact]
    public void On_a_holiday_all_work_is_overtime_and_no_one_is_absent()
    {
        var worked = Clerk.Holiday(Monday, "Founders’ day").In($"{Monday} 10:00").Out($"{Monday} 12:00").On(Monday);
        Assert.Equal(
            (DayStatus.Holiday, 2 * Hour, 2 * Hour, 2 * Hour, 0),
            (worked.Status, worked.WorkedSeconds, worked.HolidaySeconds, worked.OvertimeSeconds, worked.LateSeconds)
        );
        Assert.Equal(
            (DayStatus.Holiday, 0),
            (
                Clerk.Holiday(Monday, "Founders’ day").On(Monday).Status,
                Clerk.Holiday(Monday, "x").On(Monday).PlannedSeconds
            )
        );
    }

    [Fact]
    public void Leave_takes_the_place_of_work_and_half_a_day_of_it_moves_what_is_awaited()
    {
        var whole = Clerk.OnLeave(Monday).On(Monday);
        Assert.Equal(
            (DayStatus.Leave, 8 * Hour, 0, 8 * Hour),
            (whole.Status, whole.PaidLeaveSeconds, whole.PlannedSeconds, whole.PaidSeconds)
        );
        var afternoon = Clerk
            .OnLeave(Monday, LeavePart.Morning, isPaid: false)
            .In($"{Monday} 13:15")
            .Out($"{Monday} 17:30")
            .On(Monday);
        Assert.Equal(
            (DayStatus.Present, 0, 4 * Hour, 4 * Hour + 15 * Minute),
            (afternoon.Status, afternoon.LateSeconds, afternoon.UnpaidLeaveSeconds, afternoon.WorkedSeconds)
        );
    }

    [Fact]
    public void Rounding_changes_what_counts_and_not_what_was_punched()
    {
        var day = Clerk.Under(new PolicyRules { RoundTo = 15 }).In($"{Monday} 09:07").Out($"{Monday} 13:08").On(Monday);
        Assert.Equal(4 * Hour + 15 * Minute, day.WorkedSeconds);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 7, 0, TimeSpan.Zero), day.FirstInAt);
        Assert.Equal(7 * Minute, day.LateSeconds);
    }

    [Fact]
    public void First_in_to_last_out_asks_for_no_pairs_between()
    {
        var day = Clerk
            .Under(new PolicyRules { Hours = HoursBy.FirstInLastOut })
            .In($"{Monday} 09:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 14:00")
            .Out($"{Monday} 17:30")
            .On(Monday);
        Assert.Equal((8 * Hour, 0, 30 * Minute), (day.WorkedSeconds, day.BreakSeconds, day.DeductedSeconds));

        var night = new PersonScenario()
            .Works("22:00", 8 * 60)
            .Under(new PolicyRules { Hours = HoursBy.FirstInLastOut, DeductedBreak = 0 })
            .In($"{Monday} 22:00")
            .Out("2026-03-03 02:00")
            .In("2026-03-03 02:30")
            .Out("2026-03-03 06:00")
            .On(Monday);
        Assert.Equal((8 * Hour, 8 * Hour), (night.WorkedSeconds, night.NightSeconds));
    }

    [Fact]
    public void A_night_belongs_to_the_day_the_policy_says()
    {
        static PersonScenario Night(NightAttribution nights) =>
            new PersonScenario()
                .Works("22:00", 8 * 60)
                .Under(new PolicyRules { Nights = nights, DeductedBreak = 0 })
                .In($"{Monday} 21:55")
                .Out("2026-03-03 06:00");

        var whole = Night(NightAttribution.ShiftDay).On(Monday);
        Assert.Equal((8 * Hour, 8 * Hour, 0), (whole.WorkedSeconds, whole.NightSeconds, whole.EarlySeconds));
        Assert.Equal(8 * Hour, Night(NightAttribution.CheckInDay).On(Monday).WorkedSeconds);
        var split = Night(NightAttribution.SplitAtMidnight).Between(Monday, "2026-03-03");
        Assert.Equal([2 * Hour, 6 * Hour], split.Select(day => day.WorkedSeconds));
        Assert.All(
            split,
            day => Assert.Equal((0, 0, ExceptionKinds.None), (day.LateSeconds, day.EarlySeconds, day.Exceptions))
        );
    }

    [Fact]
    public void A_late_check_in_after_midnight_still_belongs_to_its_shift_or_by_choice_to_its_own_day()
    {
        static PersonScenario Night(NightAttribution nights) =>
            new PersonScenario()
                .Works("22:00", 8 * 60, WeekDays.Monday)
                .Under(new PolicyRules { Nights = nights })
                .In("2026-03-03 00:30")
                .Out("2026-03-03 06:00");

        Assert.Equal(2 * Hour + 30 * Minute, Night(NightAttribution.ShiftDay).On(Monday).LateSeconds);
        Assert.Null(Night(NightAttribution.CheckInDay).MaybeOn(Monday));
        Assert.Equal(2 * Hour + 30 * Minute, Night(NightAttribution.CheckInDay).On("2026-03-03").LateSeconds);
    }

    [Fact]
    public void Entry_windows_of_neighbours_meet_in_the_middle()
    {
        // Late shift to 22:00, then the early one from 06:00: both could claim a check-in at 01:00 and at 05:00.
        var someone = new PersonScenario()
            .Rotates(PersonScenario.Day(Monday), 2, (0, "14:00", 8 * 60), (1, "06:00", 8 * 60))
            .Under(new PolicyRules { WindowBefore = 720, WindowAfter = 720 });
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero), someone.On(Monday).SettlesAt);
        var early = someone.In("2026-03-03 02:00").Out("2026-03-03 14:00").Between(Monday, "2026-03-03");
        Assert.Equal([DayStatus.Absent, DayStatus.Present], early.Select(day => day.Status));
    }

    [Fact]
    public void A_rotation_comes_round_and_runs_backwards_too()
    {
        var someone = new PersonScenario().Rotates(
            PersonScenario.Day(Monday),
            8,
            (0, "07:00", 600),
            (1, "07:00", 600),
            (2, "19:00", 600),
            (3, "19:00", 600)
        );
        var days = someone
            .Between("2026-02-22", "2026-03-13")
            .Select(day => day.On.DayNumber - PersonScenario.Day(Monday).DayNumber);
        Assert.Equal([-8, -7, -6, -5, 0, 1, 2, 3, 8, 9, 10, 11], days);
    }

    [Fact]
    public void Each_day_is_judged_by_the_policy_that_held_on_it()
    {
        var someone = Clerk
            .Under(new PolicyRules { GraceLate = 30 })
            .Under(new PolicyRules { GraceLate = 0 }, PersonScenario.Day("2026-03-03"))
            .In($"{Monday} 09:20")
            .Out($"{Monday} 17:30")
            .In("2026-03-03 09:20")
            .Out("2026-03-03 17:30");
        Assert.Equal(
            [(1, 0), (2, 20 * Minute)],
            someone.Between(Monday, "2026-03-03").Select(day => (day.PolicyVersion, day.LateSeconds))
        );
    }

    [Fact]
    public void A_face_just_above_the_threshold_a_punch_outside_and_two_sites_at_once_are_shown()
    {
        var (here, there) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Equal(
            ExceptionKinds.LowConfidence,
            Clerk.In($"{Monday} 09:00", closeness: 4.9).Out($"{Monday} 17:30").On(Monday).OpenExceptions
        );
        Assert.Equal(
            ExceptionKinds.OutsideFence,
            Clerk.In($"{Monday} 09:00", isOutside: true).Out($"{Monday} 17:30").On(Monday).OpenExceptions
        );
        Assert.Equal(
            ExceptionKinds.SeveralSites,
            Clerk.In($"{Monday} 09:00", here).Out($"{Monday} 17:30", there).On(Monday).OpenExceptions
        );
        Assert.Equal(
            ExceptionKinds.OddPunches | ExceptionKinds.SeveralSites,
            Clerk
                .In($"{Monday} 09:00", here)
                .In($"{Monday} 10:00", there)
                .Out($"{Monday} 17:30", there)
                .On(Monday)
                .OpenExceptions
        );
    }

    private static (int Worked, int Deducted) Figures(AttendanceDay day) => (day.WorkedSeconds, day.DeductedSeconds);
}
