using FaceRek.Core.Faces.Matching;

namespace FaceRek.Tests.Core.Faces.Matching;

/// <summary>
/// From measured errors to a threshold, with figures that are easy to check: each decade of the rate costs one point of
/// the score, and the last two.
/// </summary>
public sealed class MatchPolicyTests
{
    private static readonly MatchPolicy Policy = new()
    {
        Metric = MatchMetric.Cosine,
        Threshold = 2.25f,
        Source = "Made up.",
        // Unordered, as the record allows.
        Measured = [new(0.001, 3), new(0.0001, 5), new(0.01, 2)],
        Prior = new(-4, 2, "Made up."),
    };

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.01, 2)]
    [InlineData(0.0031622776601683794, 2.5)]
    [InlineData(0.001, 3)]
    [InlineData(0.00031622776601683794, 4)]
    [InlineData(0.0001, 5)]
    [InlineData(0.00001, 7)]
    public void Between_and_beyond_measured_points_the_score_goes_straight_with_the_logarithm_of_the_rate(
        double rate,
        double score
    ) => Assert.Equal(score, Policy.ThresholdAt(rate), 1e-5);

    /// <summary>
    /// One in a thousand is 3.0902 deviations, as any table of the normal distribution says; the approximation is good
    /// to 4.5e-4.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.1, 1.28155)]
    [InlineData(0.01, 2.32635)]
    [InlineData(0.001, 3.09023)]
    [InlineData(0.000001, 4.75342)]
    [InlineData(0.9, 0)]
    public void With_a_single_measured_point_strangers_are_taken_for_normal(double rate, double score)
    {
        Assert.Equal(score, (Policy with { Measured = [new(0.01, 9)] }).ThresholdAt(rate), 4.5e-4);
        Assert.Equal(score, NormalTail.Quantile(rate), 4.5e-4);
    }

    [Fact]
    public void Two_measured_points_are_enough_for_a_line() =>
        Assert.Equal(4, (Policy with { Measured = [new(0.01, 2), new(0.001, 3)] }).ThresholdAt(0.0001), 1e-5);

    [Theory]
    [InlineData(0, 0.01, 2.25)]
    [InlineData(1, 0.01, 2.25)]
    [InlineData(1, 0.001, 3)]
    [InlineData(10, 0.001, 5)]
    [InlineData(10, 0.9, 2.25)]
    public void Among_many_the_budget_is_shared_and_no_one_is_let_in_more_easily_than_by_name(
        int people,
        double budget,
        double threshold
    ) => Assert.Equal(threshold, Policy.ThresholdAmong(people, budget), 1e-5);

    [Fact]
    public void The_defaults_are_three_in_a_thousand_a_lead_of_one_and_a_prior_that_counts_for_eight()
    {
        Assert.Equal(0.003, MatchPolicy.IdentificationBudget);
        Assert.Equal((1f, 8f, false), (Policy.MinMargin, Policy.PriorWeight, Policy.IsFused));
        Assert.Equal(Policy.ThresholdAt(0.0003), Policy.ThresholdAmong(10));
    }

    [Fact]
    public void A_raw_score_is_told_in_deviations_above_strangers() =>
        Assert.Equal(3.5f, MatchPolicy.Normalise(3, Policy.Prior));

    [Fact]
    public void The_rarest_error_that_was_measured_can_be_answered_for_and_nothing_without_two_points()
    {
        Assert.Equal(1e-4, Policy.SafeRate!.Value, 1e-12);
        Assert.Equal(1e-3, (Policy with { Measured = [new(0.01, 2), new(0.001, 3)] }).SafeRate!.Value, 1e-11);
        Assert.Null((Policy with { Measured = [new(0.01, 2)] }).SafeRate);
    }

    /// <summary>A stranger is identified with 1 - (1 - FMR)^N: with one in ten thousand among a thousand people, 9.5 %.</summary>
    [Fact]
    public void The_risk_of_a_gallery_follows_from_its_size()
    {
        var risk = new GalleryRisk(1_000, 0.01, 1e-4);
        Assert.Equal(1 - Math.Pow(0.9999, 1_000), risk.Expected!.Value, 1e-12);
        Assert.Equal((1e-5, 100, false), (risk.NeededRate, risk.MaxPeople, risk.IsWithinBudget));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(1, true)]
    [InlineData(0, true)]
    public void A_gallery_is_within_the_budget_up_to_the_last_person_who_fits(int people, bool isWithin) =>
        Assert.Equal(
            (isWithin, 100),
            (new GalleryRisk(people, 0.01, 1e-4).IsWithinBudget, new GalleryRisk(people, 0.01, 1e-4).MaxPeople)
        );

    [Fact]
    public void An_empty_gallery_needs_what_one_person_needs_and_the_number_of_people_is_bounded()
    {
        Assert.Equal(0.01, new GalleryRisk(0, 0.01, 1e-4).NeededRate);
        Assert.Equal(int.MaxValue, new GalleryRisk(1, 0.9, 1e-15).MaxPeople);
        Assert.Equal(
            (null, 0, false),
            (
                new GalleryRisk(1, 0.9, null).Expected,
                new GalleryRisk(1, 0.9, null).MaxPeople,
                new GalleryRisk(1, 0.9, null).IsWithinBudget
            )
        );
    }

    /// <summary>The measured values; a new measurement changes these figures together with the sentence about them.</summary>
    [Fact]
    public void The_classic_engine_goes_by_what_was_measured_of_it()
    {
        var classic = ClassicPolicy.Measured;
        Assert.Equal(
            (MatchMetric.ChiSquare, 3.1f, -28f, 4.3f),
            (classic.Metric, classic.Threshold, classic.Prior.Mean, classic.Prior.Deviation)
        );
        Assert.Equal(
            [(0.1, 1.25f), (0.01, 2.32f), (0.003, 2.75f), (0.001, 3.1f), (0.0001, 3.75f)],
            classic.Measured.Select(point => (point.FalseMatchRate, point.Score))
        );
        Assert.Equal(classic.Threshold, classic.ThresholdAt(0.001), 1e-5);
    }
}
