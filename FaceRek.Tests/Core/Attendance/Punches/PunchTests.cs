using FaceRek.Core.Attendance.Punches;

namespace FaceRek.Tests.Core.Attendance.Punches;

public sealed class PunchTests
{
    private static readonly DateTimeOffset Eight = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 0, Direction.In)]
    [InlineData(Direction.In, 4 * 60, Direction.Out)]
    [InlineData(Direction.Out, 4 * 60, Direction.In)]
    [InlineData(Direction.In, (16 * 60) - 1, Direction.Out)] // a long day is still a day
    [InlineData(Direction.In, 16 * 60, Direction.In)] // a forgotten check-out is not
    public void In_follows_out_and_out_follows_in(Direction? last, int minutesLater, Direction expected) =>
        Assert.Equal(
            expected,
            Punch.Next(
                last is { } direction ? CountingPunch.Of(At(Eight, direction)) : null,
                Eight.AddMinutes(minutesLater)
            )
        );

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(-59, true)]
    public void A_second_look_within_a_minute_is_not_a_second_punch(int secondsLater, bool repeats) =>
        Assert.Equal(repeats, CountingPunch.Of(At(Eight, Direction.In)).IsRepeatedAt(Eight.AddSeconds(secondsLater)));

    private static Punch At(DateTimeOffset at, Direction direction) =>
        new()
        {
            OrganizationId = Guid.Empty,
            PersonId = Guid.Empty,
            Number = 1,
            At = at,
            Zone = "Europe/London",
            Direction = direction,
            DirectionSource = DirectionSource.Alternation,
            Way = PunchWay.Face,
            RecordedAt = at,
            RecordedById = Guid.Empty,
        };
}
