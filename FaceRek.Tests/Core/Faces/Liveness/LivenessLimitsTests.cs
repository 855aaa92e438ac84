using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Tests.Core.Faces.Liveness;

public sealed class LivenessLimitsTests
{
    [Theory]
    [InlineData(8, 200, null)]
    [InlineData(40, 150, null)]
    [InlineData(7, 200, LivenessError.TooLittleSeen)]
    [InlineData(41, 150, LivenessError.TooLittleSeen)]
    [InlineData(8, 0, LivenessError.Times)]
    [InlineData(8, -200, LivenessError.Times)]
    [InlineData(8, 100, LivenessError.Times)]
    [InlineData(8, 3_600_000, LivenessError.Times)]
    public void Times_rise_as_a_camera_s_do_over_one_to_twelve_seconds(int frames, int step, LivenessError? expected) =>
        Assert.Equal(
            expected,
            LivenessLimits.FaultOf([.. Enumerable.Range(0, frames).Select(i => TimeSpan.FromMilliseconds(i * step))])
        );

    [Theory]
    [InlineData(1_199, LivenessError.Times)]
    [InlineData(1_200, null)]
    [InlineData(12_000, null)]
    [InlineData(12_001, LivenessError.Times)]
    public void A_burst_takes_from_one_second_and_two_tenths_to_twelve_seconds(
        int milliseconds,
        LivenessError? expected
    )
    {
        // The time between the first and the last counts, wherever the first starts.
        foreach (var start in (int[])[0, 500])
        {
            Assert.Equal(
                expected,
                LivenessLimits.FaultOf([
                    .. Enumerable.Range(0, 7).Select(i => TimeSpan.FromMilliseconds(start + i)),
                    TimeSpan.FromMilliseconds(start + milliseconds),
                ])
            );
        }
    }

    [Fact]
    public void Two_frames_of_one_time_are_no_burst() =>
        Assert.Equal(
            LivenessError.Times,
            LivenessLimits.FaultOf([
                .. Enumerable.Range(0, 10).Select(i => TimeSpan.FromMilliseconds(i == 5 ? 800 : i * 200)),
            ])
        );

    [Fact]
    public void Every_two_moves_in_either_order_are_asked_for()
    {
        var drawn = Enumerable.Range(0, 2_000).Select(_ => MoveChallenge.Draw()).ToList();
        Assert.All(drawn, moves => Assert.Equal(MoveChallenge.Moves, moves.Distinct().Count()));
        Assert.Equal(20, drawn.Select(moves => (moves[0], moves[1])).Distinct().Count());
    }
}
