using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

public sealed class CheckInChallengeTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_good_for_thirty_seconds()
    {
        var challenge = new CheckInChallenge
        {
            Id = "c",
            OrganizationId = Guid.CreateVersion7(),
            SignInHash = new byte[32],
            IssuedAt = Now,
        };
        Assert.False(challenge.IsLate(Now.AddSeconds(30)));
        Assert.True(challenge.IsLate(Now.AddSeconds(30).AddTicks(1)));
        Assert.Empty(challenge.Moves);
        Assert.Null(challenge.UsedAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_bursts_with_one_challenge_the_first_uses_it_up(bool isNamed)
    {
        var person = isNamed ? (await house.NewPersonAsync()).Id : (Guid?)null;
        var issued = await house.InAsync((CheckInGate gate) => gate.IssueAsync(person, new byte[32], [], Cancellation));
        var request = new CheckInRequest(person, house.World.Mia.Id, issued.Id, new byte[32], []);
        var used = house.Clock.GetUtcNow();
        Assert.True(await UseAsync());
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await UseAsync());

        var saved = await house.InAsync(
            (FaceRekDb db) => db.CheckInChallenges.SingleAsync(one => one.Id == issued.Id, Cancellation)
        );
        // A failure without a name counts against the sign-in, as there is no person whose attempt it is.
        Assert.Equal((used, !isNamed), (saved.UsedAt!.Value, saved.HasFailed));

        Task<bool> UseAsync() =>
            house.InAsync(
                (CheckInGate gate) =>
                    gate.UseChallengeAsync(request, person, new BurstResult.SeveralPeople(), used, Cancellation)
            );
    }
}
