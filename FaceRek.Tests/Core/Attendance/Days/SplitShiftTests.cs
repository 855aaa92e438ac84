using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>A shift from 8 to 12 and again from 16 to 20: two parts of one day.</summary>
public sealed class SplitShiftTests
{
    private const string Monday = "2026-03-02";
    private const int Hour = 3600,
        Minute = 60;

    private static PersonScenario Waiter => new PersonScenario().WorksInTwo("08:00", 4 * 60, 8 * 60, 12 * 60);

    [Fact]
    public void Both_parts_are_worked_and_the_hours_between_are_neither_work_nor_a_break()
    {
        var day = Waiter
            .In($"{Monday} 08:00")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 16:00")
            .Out($"{Monday} 20:00")
            .On(Monday);
        Assert.Equal(
            (DayStatus.Present, 8 * Hour, 8 * Hour, 0, 0),
            (day.Status, day.WorkedSeconds, day.PlannedSeconds, day.BreakSeconds, day.DeductedSeconds)
        );
        Assert.Equal(
            (0, 0, 0, ExceptionKinds.None),
            (day.LateSeconds, day.EarlySeconds, day.OvertimeSeconds, day.Exceptions)
        );
        Assert.Equal(
            8 * Hour,
            Waiter
                .Under(new PolicyRules { Hours = HoursBy.FirstInLastOut })
                .In($"{Monday} 08:00")
                .Out($"{Monday} 12:00")
                .In($"{Monday} 16:00")
                .Out($"{Monday} 20:00")
                .On(Monday)
                .WorkedSeconds
        );
    }

    [Fact]
    public void Each_part_has_its_own_late_and_early()
    {
        var day = Waiter
            .In($"{Monday} 08:20")
            .Out($"{Monday} 11:30")
            .In($"{Monday} 16:10")
            .Out($"{Monday} 20:00")
            .On(Monday);
        Assert.Equal((30 * Minute, 30 * Minute), (day.LateSeconds, day.EarlySeconds));
        Assert.Equal(7 * Hour, day.WorkedSeconds);
    }

    [Fact]
    public void A_break_within_a_part_is_a_break()
    {
        var day = Waiter
            .In($"{Monday} 08:00")
            .Out($"{Monday} 10:00")
            .In($"{Monday} 10:15")
            .Out($"{Monday} 12:00")
            .In($"{Monday} 16:00")
            .Out($"{Monday} 20:00")
            .On(Monday);
        Assert.Equal((15 * Minute, 7 * Hour + 45 * Minute), (day.BreakSeconds, day.WorkedSeconds));
    }

    [Fact]
    public void Someone_who_stays_in_between_works_overtime_and_who_forgets_to_check_out_is_closed_at_the_end_of_the_part()
    {
        var stayed = Waiter.In($"{Monday} 08:00").Out($"{Monday} 20:00").On(Monday);
        Assert.Equal((12 * Hour, 4 * Hour, 0), (stayed.WorkedSeconds, stayed.OvertimeSeconds, stayed.EarlySeconds));
        var forgot = Waiter.In($"{Monday} 08:00").In($"{Monday} 16:00").Out($"{Monday} 20:00").On(Monday);
        Assert.Equal((8 * Hour, ExceptionKinds.ForgottenCheckOut), (forgot.WorkedSeconds, forgot.Exceptions));
    }

    [Fact]
    public void Half_a_day_of_leave_is_one_of_the_parts()
    {
        var day = Waiter.OnLeave(Monday, LeavePart.Morning).In($"{Monday} 16:00").Out($"{Monday} 20:00").On(Monday);
        Assert.Equal(
            (DayStatus.Present, 4 * Hour, 4 * Hour, 4 * Hour, 0),
            (day.Status, day.WorkedSeconds, day.PlannedSeconds, day.PaidLeaveSeconds, day.LateSeconds)
        );
    }

    [Fact]
    public void A_night_may_be_in_two_parts_and_each_day_is_the_same_made_alone_or_in_a_week()
    {
        var guard = new PersonScenario().WorksInTwo("20:00", 3 * 60, 6 * 60, 10 * 60);
        foreach (var day in new[] { "02", "03", "04" })
        {
            guard
                .In($"2026-03-{day} 20:00")
                .Out($"2026-03-{day} 23:00")
                .In($"2026-03-{int.Parse(day, System.Globalization.CultureInfo.InvariantCulture) + 1:00} 02:00")
                .Out($"2026-03-{int.Parse(day, System.Globalization.CultureInfo.InvariantCulture) + 1:00} 06:00");
        }
        var days = guard.Between("2026-03-02", "2026-03-04");
        Assert.All(
            days,
            day => Assert.Equal((DayStatus.Present, 7 * Hour, 0), (day.Status, day.WorkedSeconds, day.OvertimeSeconds))
        );
        Assert.Equal(
            days.Select(day => day.Canonical()),
            new[] { "2026-03-02", "2026-03-03", "2026-03-04" }.Select(day => guard.On(day).Canonical())
        );
    }

    [Theory]
    [InlineData("12:00", null, true)]
    [InlineData(null, "16:00", true)]
    [InlineData("16:00", "12:00", true)]
    [InlineData("12:00", "12:30", true)]
    [InlineData("07:00", "16:00", true)]
    [InlineData("08:00", "16:00", true)]
    [InlineData("12:00", "20:00", true)]
    [InlineData("12:00", "13:00", false)]
    public void Parts_that_are_not_one_after_the_other_are_refused(string? pauses, string? resumes, bool isRefused)
    {
        static TimeOnly? At(string? time) =>
            time is null ? null : TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        var details = new ShiftDetails("Waiting", new TimeOnly(8, 0), new TimeOnly(20, 0), false, WeekDays.All)
        {
            PausesAt = At(pauses),
            ResumesAt = At(resumes),
        };
        Assert.Equal(isRefused ? [ShiftError.PartsOutOfOrder] : [], details.Errors);
    }
}
