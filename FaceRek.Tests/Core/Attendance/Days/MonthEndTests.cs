using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>
/// Edge cases of the last day of a locked period: a night that ends the next morning, a punch that was moved, a site
/// further west.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class MonthEndTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static readonly ShiftDetails Night = new(
        "Night",
        new TimeOnly(22, 0),
        new TimeOnly(6, 0),
        true,
        WeekDays.All
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_of_a_night_that_began_in_a_locked_period_waits_until_it_is_opened()
    {
        var (worker, shift) = ((await house.NewPersonAsync()).Id, await house.NewShiftAsync(Night));
        await house.InAsync(
            (AssignmentDesk desk) =>
                desk.AssignToPersonAsync(
                    worker,
                    shift,
                    house.Today.AddDays(-10),
                    house.Today.AddDays(-8),
                    house.World.Ben.Id,
                    Cancellation
                )
        );
        await house.PunchAsync(worker, -10, 22, Direction.In);
        var morning = new CorrectionInput(worker, CorrectionKind.Add, null, house.At(-9, 6), Direction.Out, "Forgot");
        var asked = Assert.IsType<CorrectionOutcome.Done>(await AskAsync(morning)).Request;
        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(-12, -10)).Period;
        var locked = await NightOfAsync(worker);

        Assert.Equal(period.Until, Assert.IsType<CorrectionOutcome.Locked>(await ApproveAsync(asked.Id)).Until);
        Assert.IsType<CorrectionOutcome.Locked>(await AskAsync(morning));
        Assert.Equal(
            period.Until,
            Assert
                .IsType<ManualPunchOutcome.Waits>(
                    await house.InAsync(
                        (ManualPunchDesk desk) =>
                            desk.RecordAsync(
                                worker,
                                house.World.Mia.Id,
                                house.At(-9, 7),
                                Direction.Out,
                                "Forgot",
                                Cancellation
                            )
                    )
                )
                .Until
        );
        Assert.Equal((1, locked), ((await house.PunchesOfAsync(worker)).Count, await NightOfAsync(worker)));
        Assert.IsType<CorrectionOutcome.Done>(
            await AskAsync(morning with { At = house.At(-9, 21), Direction = Direction.In })
        );

        Assert.IsType<PeriodOutcome.Done>(
            await house.InAsync(
                (PeriodDesk desk) => desk.OpenAsync(period.Id, "A night was missing", house.World.Ben.Id, Cancellation)
            )
        );
        Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(asked.Id));
        Assert.NotEqual(locked, await NightOfAsync(worker));
    }

    [Fact]
    public async Task A_punch_that_was_moved_into_a_period_is_held_by_its_lock_and_leaves_the_day_where_it_counts()
    {
        var worker = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(worker, -30, 8, Direction.In);
        await house.PunchAsync(worker, -26, 12, Direction.Out);
        var last = (await house.PunchesOfAsync(worker))[1].Id;
        await CorrectAsync(
            new CorrectionInput(worker, CorrectionKind.Move, last, house.At(-30, 12), null, "Another day")
        );
        Assert.Equal([(house.Today.AddDays(-30), 4 * 3600)], await WorkedAsync(worker));

        var period = Assert.IsType<PeriodOutcome.Done>(await LockAsync(-31, -29)).Period;
        var input = new CorrectionInput(worker, CorrectionKind.Void, last, null, null, "Not mine");
        Assert.IsType<CorrectionOutcome.Locked>(await AskAsync(input));
        Assert.IsType<PeriodOutcome.Done>(
            await house.InAsync(
                (PeriodDesk desk) => desk.OpenAsync(period.Id, "A punch was wrong", house.World.Ben.Id, Cancellation)
            )
        );
        await CorrectAsync(input);
        Assert.Equal([(house.Today.AddDays(-30), 0)], await WorkedAsync(worker));
    }

    [Fact]
    public async Task A_period_is_not_over_before_its_last_day_is_over_at_every_site()
    {
        // A separate fixture, because its time moves on.
        await using var house = new AttendanceDesksTests.AttendanceFixture();
        await house.InitializeAsync();
        await house.InAsync(
            async (FaceRekDb db) =>
            {
                db.Sites.Add(
                    new Site
                    {
                        OrganizationId = house.World.Bakery.Id,
                        Name = "Broadway",
                        Zone = "America/New_York",
                        CreatedAt = house.At(-30, 9),
                    }
                );
                return await db.SaveChangesAsync();
            }
        );
        Task<PeriodOutcome> LockTodayAsync() =>
            house.InAsync(
                (PeriodDesk desk) => desk.LockAsync(house.Today, house.Today, house.World.Ben.Id, Cancellation)
            );
        house.Clock.SetUtcNow(house.At(1, 3));
        Assert.IsType<PeriodOutcome.NotOver>(await LockTodayAsync());
        house.Clock.SetUtcNow(house.At(1, 6));
        Assert.IsType<PeriodOutcome.Done>(await LockTodayAsync());
    }

    private Task<PeriodOutcome> LockAsync(int from, int until) =>
        house.InAsync(
            (PeriodDesk desk) =>
                desk.LockAsync(house.Today.AddDays(from), house.Today.AddDays(until), house.World.Ben.Id, Cancellation)
        );

    private Task<CorrectionOutcome> AskAsync(CorrectionInput input) =>
        house.InAsync((CorrectionDesk desk) => desk.AskAsync(input, house.World.Eve.Id, Cancellation));

    private Task<CorrectionOutcome> ApproveAsync(Guid requestId) =>
        house.InAsync(
            (CorrectionApproval approval) => approval.ApproveAsync(requestId, null, house.World.Mia.Id, Cancellation)
        );

    private async Task CorrectAsync(CorrectionInput input) =>
        Assert.IsType<CorrectionOutcome.Done>(
            await ApproveAsync(Assert.IsType<CorrectionOutcome.Done>(await AskAsync(input)).Request.Id)
        );

    private async Task<string> NightOfAsync(Guid worker) =>
        (await house.DaysOfAsync(worker)).Single(day => day.On == house.Today.AddDays(-10)).Canonical();

    private async Task<List<(DateOnly On, int Worked)>> WorkedAsync(Guid worker) =>
        (await house.DaysOfAsync(worker)).ConvertAll(day => (day.On, day.WorkedSeconds));
}
