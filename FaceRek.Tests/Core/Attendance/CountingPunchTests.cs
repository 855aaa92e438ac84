using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Pages.Organization;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance;

/// <summary>The board and the next check-in go by punches as they count after corrections, as the days do.</summary>
public sealed class CountingPunchTests(AttendanceDesksTests.House house) : IClassFixture<AttendanceDesksTests.House>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_voided_check_in_neither_keeps_somebody_in_nor_makes_the_next_punch_an_out()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        Assert.NotNull(await InSinceAsync(person));

        await CorrectAsync(person, CorrectionKind.Void, null, null);
        Assert.Null(await InSinceAsync(person));
        Assert.Equal(0, (await BoardAsync()).Events.Count(happened => happened.PersonId == person));
        Assert.Equal(Direction.In, await NextAsync(person));
    }

    [Fact]
    public async Task A_check_out_moved_before_the_check_in_leaves_somebody_in()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        await house.PunchAsync(person, 0, 10, Direction.Out);
        Assert.Null(await InSinceAsync(person));

        await CorrectAsync(person, CorrectionKind.Move, house.At(0, 7), null);
        Assert.Equal(house.At(0, 8), await InSinceAsync(person));
        var happened = Assert.Single((await BoardAsync()).Events, happened => happened.PersonId == person && happened.Punch!.IsMoved);
        Assert.Equal((house.At(0, 7), house.At(0, 10)), (happened.At, happened.Punch!.Punch.At));
        Assert.Equal(Direction.Out, await NextAsync(person));
    }

    [Fact]
    public async Task Of_two_corrections_of_one_punch_the_later_holds()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 8, Direction.In);
        await CorrectAsync(person, CorrectionKind.Move, house.At(0, 9), null);
        Assert.Equal(house.At(0, 9), await InSinceAsync(person));
        await CorrectAsync(person, CorrectionKind.Void, null, null);
        Assert.Null(await InSinceAsync(person));
        Assert.Equal(Direction.In, await NextAsync(person));
    }

    [Fact]
    public async Task A_check_in_that_was_added_counts_and_may_stand_where_a_wrong_one_was_voided()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, 0, 9, Direction.Out);
        await CorrectAsync(person, CorrectionKind.Void, null, null);
        await CorrectAsync(person, CorrectionKind.Add, house.At(0, 9), Direction.In);
        Assert.Equal(house.At(0, 9), await InSinceAsync(person));
        Assert.Equal(Direction.Out, await NextAsync(person));
    }

    /// <summary>About the latest punch, asked for by Eve and approved by Mia.</summary>
    private async Task CorrectAsync(Guid person, CorrectionKind kind, DateTimeOffset? at, Direction? direction)
    {
        var about = kind == CorrectionKind.Add ? null : (Guid?)(await house.PunchesOfAsync(person))[^1].Id;
        var asked = await house.InAsync((CorrectionDesk desk) => desk.AskAsync(new CorrectionWish(person, kind, about, at, direction, "Seen on the camera"), house.World.Eve.Id, Cancellation));
        _ = Assert.IsType<CorrectionOutcome.Done>(await house.InAsync((CorrectionJudge judge) => judge.ApproveAsync(Assert.IsType<CorrectionOutcome.Done>(asked).Request.Id, null, house.World.Mia.Id, Cancellation)));
    }

    /// <summary>What the board says; null for whoever is not in.</summary>
    private async Task<DateTimeOffset?> InSinceAsync(Guid person) => (await BoardAsync()).In.SingleOrDefault(one => one.PersonId == person)?.Since;

    private Task<Board> BoardAsync() => house.InAsync((IServiceProvider services) => Board.ReadAsync(
        services.GetRequiredService<FaceRekDb>(), services.GetRequiredService<CurrentOrganization>(), new BoardScope(Reach.Everybody, null, null, null), services.GetRequiredService<TimeProvider>().GetUtcNow(), Cancellation));

    private async Task<Direction> NextAsync(Guid person) => Assert.IsType<CheckInOutcome.Recorded>(await house.InAsync((IServiceProvider services) =>
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return services.GetRequiredService<PunchBook>().WriteAsync(new PunchEntry(person, now, PunchWay.Pin, null, house.World.Mia.Id, now), along: null, Cancellation);
    })).Punch.Direction;
}
