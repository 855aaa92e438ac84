using FaceRek.Core.Faces.Matching;

namespace FaceRek.Tests.Core.Faces.Matching;

public sealed class CohortStatisticsTests
{
    private static readonly MatchPolicy Policy = new()
    {
        Metric = MatchMetric.Cosine,
        Threshold = 1,
        Source = "Made up.",
        Prior = new(10, 2, "Made up."),
        PriorWeight = 4,
    };

    /// <summary>
    /// Two strangers at 20 and 24: mean (2*10 + 44) / 4 = 16, variance (4*4 + 16 + 64) / 6 = 16. From the fourth on
    /// their own mean is used.
    /// </summary>
    [Theory]
    [InlineData(new float[0], 10, 2)]
    [InlineData(new float[] { 20, 24 }, 16, 4)]
    [InlineData(new float[] { 20, 24, 20, 24 }, 22, 2)]
    [InlineData(new float[] { 20, 24, 20, 24, 20, 24 }, 22, 2)]
    public void Few_strangers_are_mixed_with_the_prior_and_many_speak_for_themselves(
        float[] strangers,
        double mean,
        double deviation
    )
    {
        var statistics = CohortStatistics.Of(strangers, Policy);
        Assert.Equal(0, statistics.Normalise((float)mean), 1e-4);
        Assert.Equal(1, statistics.Normalise((float)(mean + deviation)), 1e-4);
        Assert.Equal(-2, statistics.Distance((float)mean, (float)(mean + (2 * deviation))), 1e-4);
    }

    [Fact]
    public void A_prior_of_infinite_weight_never_looks_at_other_people()
    {
        var statistics = CohortStatistics.Of([20, 24], Policy with { PriorWeight = float.PositiveInfinity });
        Assert.Equal((0, 1, 5), (statistics.Normalise(10), statistics.Normalise(12), statistics.Distance(20, 10)));
    }
}
