using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.Corrections;

[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class ManualPunchDeskTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(0, "camera broken", typeof(ManualPunchOutcome.Recorded))]
    [InlineData(31 * 24 * 60, "camera broken", typeof(ManualPunchOutcome.Recorded))]
    [InlineData((31 * 24 * 60) + 1, "camera broken", typeof(ManualPunchOutcome.TooLongAgo))]
    [InlineData(-1, "camera broken", typeof(ManualPunchOutcome.InTheFuture))]
    [InlineData(0, "  ", typeof(ManualPunchOutcome.ReasonMissing))]
    public async Task A_manager_punches_for_someone_with_a_reason_and_not_too_long_ago(
        int minutesAgo,
        string reason,
        Type expected
    ) => Assert.IsType(expected, await RecordAsync(world.EvePerson.Id, world.Mia.Id, minutesAgo, reason));

    [Fact]
    public async Task No_one_makes_their_own_attendance() =>
        Assert.IsType<ManualPunchOutcome.OwnPunch>(
            await RecordAsync(world.EvePerson.Id, world.Eve.Id, 0, "I was here")
        );

    [Fact]
    public async Task Someone_of_another_organization_does_not_exist() =>
        Assert.IsType<ManualPunchOutcome.NotFound>(
            await RecordAsync(world.HarbourPerson.Id, world.Mia.Id, 0, "camera broken")
        );

    [Fact]
    public async Task A_reason_longer_than_the_book_holds_is_refused() =>
        Assert.IsType<ManualPunchOutcome.ReasonMissing>(
            await RecordAsync(world.EvePerson.Id, world.Mia.Id, 0, new string('x', Punch.MaxReasonLength + 1))
        );

    private Task<ManualPunchOutcome> RecordAsync(Guid personId, Guid byUserId, int minutesAgo, string reason) =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ManualPunchDesk>()
                    .RecordAsync(
                        personId,
                        byUserId,
                        app.Clock.GetUtcNow().AddMinutes(-minutesAgo),
                        Direction.In,
                        reason,
                        TestContext.Current.CancellationToken
                    )
        );
}
