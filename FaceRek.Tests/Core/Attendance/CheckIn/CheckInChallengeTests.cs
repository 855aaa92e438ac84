using FaceRek.Core.Attendance.CheckIn;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

public sealed class CheckInChallengeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_good_for_thirty_seconds_and_one_use()
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
        challenge.Use(Now.AddSeconds(1));
        Assert.Equal(Now.AddSeconds(1), challenge.UsedAt);
        Assert.Throws<InvalidOperationException>(() => challenge.Use(Now.AddSeconds(2)));
        Assert.Equal(Now.AddSeconds(1), challenge.UsedAt);
    }
}
