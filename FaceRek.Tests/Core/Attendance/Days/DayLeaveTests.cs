using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>The leave of a day is a fact of its row, whatever its reasons say.</summary>
public sealed class DayLeaveTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private const string Monday = "2026-03-02";

    /// <summary>A name that looks like what a day keeps of its reasons.</summary>
    private const string OddName = "Market | Leave|1|1|";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LeavePart.WholeDay, true)]
    [InlineData(LeavePart.WholeDay, false)]
    [InlineData(LeavePart.Morning, true)]
    [InlineData(LeavePart.Afternoon, false)]
    public void A_day_says_which_part_of_it_is_leave_and_whether_it_is_paid(LeavePart part, bool isPaid)
    {
        var day = new PersonScenario().Works("09:00", 8 * 60).OnLeave(Monday, part, isPaid).On(Monday);
        Assert.Equal((part, isPaid), (day.LeavePart, day.IsLeavePaid));
        Assert.Equal(new DayLeave(part, isPaid), day.Leave);
    }

    [Fact]
    public void A_day_without_leave_and_a_holiday_say_none()
    {
        var plain = new PersonScenario().Works("09:00", 8 * 60).On(Monday);
        var holiday = new PersonScenario().Works("09:00", 8 * 60).OnLeave(Monday).Holiday(Monday, OddName).On(Monday);
        Assert.Equal((null, false, null), (plain.LeavePart, plain.IsLeavePaid, plain.Leave));
        Assert.Equal((null, false, null), (holiday.LeavePart, holiday.IsLeavePaid, holiday.Leave));
    }

    [Theory]
    [InlineData(LeavePart.WholeDay, true)]
    [InlineData(LeavePart.Morning, false)]
    [InlineData(LeavePart.Afternoon, true)]
    public async Task The_database_finds_the_days_of_leave_by_their_column(LeavePart part, bool isPaid)
    {
        var person = await OnLeaveAsync(part, isPaid, 3);
        var found = await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.Where(day =>
                        day.PersonId == person && day.LeavePart == part && day.IsLeavePaid == isPaid
                    )
                    .Select(day => day.On)
                    .ToListAsync(Cancellation)
        );
        Assert.Equal([house.Today.AddDays(3)], found);
    }

    [Fact]
    public async Task A_holiday_is_called_by_its_name_and_is_no_leave_whatever_it_is_called()
    {
        var on = house.Today.AddDays(5);
        Assert.IsType<HolidayOutcome.Added>(
            await house.InAsync((HolidayDesk desk) => desk.AddAsync(null, on, OddName, Cancellation))
        );
        var person = await OnShiftAsync();
        await house.InAsync((DayRebuild days) => days.RunAsync(on, on, Cancellation));
        var day = await DayAsync(person, on);
        Assert.Equal([new DayReason(ReasonKind.Holiday, Text: OddName)], day.Reasons);
        Assert.Equal((DayStatus.Holiday, null), (day.Status, day.Leave));
    }

    [Fact]
    public async Task A_day_whose_row_lost_its_leave_is_made_again()
    {
        var (person, on) = (await OnLeaveAsync(LeavePart.Morning, true, 4), house.Today.AddDays(4));
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .AttendanceDays.Where(day => day.PersonId == person && day.On == on)
                    .ExecuteUpdateAsync(set => set.SetProperty(day => day.LeavePart, (LeavePart?)null), Cancellation)
        );
        await house.InAsync((DayRebuild days) => days.RunAsync(on, on, Cancellation));
        Assert.Equal(new DayLeave(LeavePart.Morning, true), (await DayAsync(person, on)).Leave);
    }

    private async Task<Guid> OnShiftAsync()
    {
        var person = await house.NewPersonAsync();
        var shift = new Shift
        {
            OrganizationId = house.World.Bakery.Id,
            Name = $"Shift of {person.Name}",
            StartsAt = new TimeOnly(9, 0),
            Minutes = 480,
            Days = WeekDays.All,
            CreatedAt = house.At(-60, 9),
        };
        await house.SaveAsync(
            shift,
            new ShiftAssignment
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person.Id,
                ShiftId = shift.Id,
                From = house.Today.AddDays(-30),
                CreatedAt = house.At(-60, 9),
                CreatedById = house.World.Ben.Id,
            }
        );
        return person.Id;
    }

    private async Task<Guid> OnLeaveAsync(LeavePart part, bool isPaid, int days)
    {
        var (person, on) = (await OnShiftAsync(), house.Today.AddDays(days));
        Assert.IsType<LeaveOutcome.Done>(
            await house.InAsync(
                (LeaveDesk desk) =>
                    desk.RecordAsync(
                        person,
                        house.World.Ben.Id,
                        new LeaveInput(on, on, part, isPaid, null),
                        Cancellation
                    )
            )
        );
        return person;
    }

    private Task<AttendanceDay> DayAsync(Guid person, DateOnly on) =>
        house.InAsync(
            (FaceRekDb db) => db.AttendanceDays.SingleAsync(day => day.PersonId == person && day.On == on, Cancellation)
        );
}
