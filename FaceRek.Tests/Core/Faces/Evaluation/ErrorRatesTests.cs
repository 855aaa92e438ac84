using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Evaluation;

/// <summary>Rates of five genuine and ten impostor scores, calculated by hand.</summary>
public sealed class ErrorRatesTests
{
    private static readonly ErrorRates Rates = new(
        [5, 3, 4, 2, float.NegativeInfinity],
        [-4, -3, -2, -1, 0, 1, 1.5f, 2, 2.5f, 3]
    );

    [Theory]
    [InlineData(-9, 1, 0.2)]
    [InlineData(2, 0.3, 0.2)]
    [InlineData(2.25f, 0.2, 0.4)]
    [InlineData(3, 0.1, 0.4)]
    [InlineData(3.5f, 0, 0.6)]
    [InlineData(9, 0, 1)]
    public void Who_reaches_the_threshold_is_accepted_and_what_could_not_be_read_never_is(
        float threshold,
        double falseMatch,
        double falseNonMatch
    )
    {
        Assert.Equal(falseMatch, Rates.FalseMatchRate(threshold), 1e-9);
        Assert.Equal(falseNonMatch, Rates.FalseNonMatchRate(threshold), 1e-9);
        Assert.Equal((5, 10), (Rates.Genuine, Rates.Impostor));
    }

    /// <summary>With one of ten strangers allowed, just above the second best; with none, above the best; with all, anything.</summary>
    [Fact]
    public void A_threshold_for_a_rate_lies_just_above_the_best_stranger_who_must_be_refused()
    {
        Assert.Equal(MathF.BitIncrement(2.5f), Rates.ThresholdAt(0.1));
        Assert.Equal(MathF.BitIncrement(2.5f), Rates.ThresholdAt(0.199));
        Assert.Equal(MathF.BitIncrement(3), Rates.ThresholdAt(0.099));
        Assert.Equal(float.NegativeInfinity, Rates.ThresholdAt(1));
        Assert.Equal(0.6, Rates.TrueAcceptRate(0.1), 1e-9);
        Assert.Equal(0.4, Rates.TrueAcceptRate(0.01), 1e-9);
    }

    [Fact]
    public void The_curve_goes_from_lax_to_strict_and_both_rates_meet_where_they_are_nearest()
    {
        var curve = Rates.Curve().ToList();
        Assert.Equal(((1.0, 0.2), (0.0, 1.0)), (curve[0], curve[^1]));
        Assert.Equal(
            curve.Select(point => point.FalseMatch).OrderDescending(),
            curve.Select(point => point.FalseMatch)
        );
        Assert.Equal(13, curve.Count);
        // At 2 it is three of ten against one of five.
        Assert.Equal(0.25, Rates.EqualErrorRate(), 1e-9);
        var nobody = new ErrorRates([], []);
        Assert.Equal((0, 0, 0), (nobody.FalseMatchRate(1), nobody.FalseNonMatchRate(1), nobody.TrueAcceptRate(0.1)));
    }

    [Fact]
    public void Scores_are_counted_in_bars_of_one_deviation_and_what_lies_beyond_in_the_outermost()
    {
        var bars = ScoreHistogram.Of([-99, -5, -4.5f, 0, 0.99f, 1, 99], [14.5f]).Bars;
        Assert.Equal((20, -5f, 14f, 1f), (bars.Count, bars[0].From, bars[^1].From, ScoreHistogram.Width));
        Assert.Equal((3, 2, 1, 1), (bars[0].Genuine, bars[5].Genuine, bars[6].Genuine, bars[^1].Genuine));
        Assert.Equal((1, 1.0, 3 / 7.0), (bars[^1].Impostor, bars[^1].ImpostorPart, bars[0].GenuinePart));
        Assert.All(
            ScoreHistogram.Of([], []).Bars,
            bar => Assert.Equal((0.0, 0.0), (bar.GenuinePart, bar.ImpostorPart))
        );
    }

    /// <summary>Wilson's interval of 10 of 100 is 5.52 % to 17.44 %, as tables say.</summary>
    [Theory]
    [InlineData(0.1, 100, 0.0552, 0.1744)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(1, 10, 0.7225, 1)]
    [InlineData(0.5, 0, 0, 1)]
    public void A_rate_that_was_counted_lies_between_bounds(double rate, int trials, double low, double high)
    {
        var band = ConfidenceBand.Of(rate, trials);
        Assert.Equal(low, band.Low, 1e-4);
        Assert.Equal(high, band.High, 1e-4);
    }

    /// <summary>Of 128 numbers strangers spread by 0.108; of four times as many by half of that.</summary>
    [Theory]
    [InlineData(128, 0.108)]
    [InlineData(512, 0.054)]
    public void A_network_that_says_nothing_of_strangers_is_taken_for_one_of_its_kind(int dimensions, double deviation)
    {
        var manifest = (EmbeddingManifest)
            ModelManifest.Read(
                PackFolder
                    .TinyManifest()
                    .Replace("\"dimensions\": 48", $"\"dimensions\": {dimensions}", StringComparison.Ordinal)
            );
        var policy = EmbeddingPolicy.For(manifest, calibration: null);
        Assert.Equal(
            (MatchMetric.Cosine, true, 16f, 0.04f),
            (policy.Metric, policy.IsFused, policy.PriorWeight, policy.Prior.Mean)
        );
        Assert.Equal(deviation, policy.Prior.Deviation, 1e-4);
        // Its threshold of 0.5, in deviations above strangers.
        Assert.Equal((0.5 - 0.04) / deviation, policy.Threshold, 1e-3);
        Assert.Equal(("made up for tests", 0), (policy.Source, policy.Measured.Count));
        var measured = EmbeddingPolicy.For(
            manifest,
            new Calibration(
                "p",
                "d",
                "orl",
                40,
                5,
                1,
                62_000,
                new DateOnly(2026, 3, 2),
                "mean",
                [new(0.001, 3), new(0.0001, 4.5f), new(0.00001, 6)]
            )
        );
        Assert.Equal(4.5, measured.Threshold, 1e-5);
        Assert.Equal(
            (
                3,
                "Measured here on 2026-03-02: 62,000 comparisons of strangers among 40 people (orl), 5 templates each, seed 1; accepts one stranger in 10,000."
            ),
            (measured.Measured.Count, measured.Source)
        );
    }
}
