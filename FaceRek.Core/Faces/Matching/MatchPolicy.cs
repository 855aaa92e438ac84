namespace FaceRek.Core.Faces.Matching;

/// <summary>When two templates of one model are the same person. Scores are normalised: deviations above what strangers reach.</summary>
public sealed record MatchPolicy
{
    /// <summary>Chance of a false identification that 1:N may take for the whole gallery: what NIST FRTE judges mostly automated use by.</summary>
    public const double IdentificationBudget = 0.003;

    private const double Extrapolation = 100;

    public required MatchMetric Metric { get; init; }

    /// <summary>
    /// Compares a probe with the mean of a person's templates, brought to length one, instead of with the nearest of them. Unit vectors only. What
    /// several pictures have in common is the person; the nearest of several is also the nearest by chance, for strangers as well.
    /// </summary>
    public bool IsFused { get; init; }

    /// <summary>A claimed person (1:1) matches from this normalised score on.</summary>
    public required float Threshold { get; init; }

    /// <summary>Where <see cref="Threshold"/> and <see cref="Measured"/> come from, in one sentence.</summary>
    public required string Source { get; init; }

    public required ImpostorPrior Prior { get; init; }

    /// <summary>From so many other people on the prior's mean is forgotten; its deviation goes on counting for that many. Infinity never looks at other people.</summary>
    public float PriorWeight { get; init; } = 8;

    /// <summary>Measured operating points in any order, for choosing stricter thresholds in 1:N; may be empty.</summary>
    public IReadOnlyList<OperatingPoint> Measured { get; init; } = [];

    /// <summary>In 1:N the best person must lead the second by this much of normalised score, or the answer is ambiguous.</summary>
    public float MinMargin { get; init; } = 1;

    /// <summary>The normalised score of a raw one under the prior alone, to bring a pack's raw threshold onto this scale.</summary>
    public static float Normalise(float raw, ImpostorPrior prior) => (raw - prior.Mean) / prior.Deviation;

    /// <summary>
    /// The lowest false match rate that can be answered for. Beyond the rarest error that was seen the line goes on straight, which errs to
    /// the safe side where scores thin out faster than exponentially, as normalised ones do; but only for two decades. Null when nothing was measured.
    /// </summary>
    public double? SafeRate => Measured.Count < 2 ? null : Measured.Min(point => point.FalseMatchRate) / Extrapolation;

    /// <summary>1:N over so many people keeps within the budget, and is never laxer than 1:1.</summary>
    public float ThresholdAmong(int people, double budget = IdentificationBudget) =>
        Math.Max(Threshold, ThresholdAt(budget / Math.Max(1, people)));

    /// <summary>Between measured points along a straight line of the logarithm of the rate; with fewer than two, as if strangers' scores were normal.</summary>
    public float ThresholdAt(double falseMatchRate)
    {
        var points = Measured.OrderByDescending(point => point.FalseMatchRate).ToArray();
        if (points.Length < 2)
        {
            return NormalTail.Quantile(falseMatchRate);
        }
        var upper = Math.Clamp(
            Array.FindIndex(points, point => point.FalseMatchRate <= falseMatchRate),
            1,
            points.Length - 1
        );
        if (falseMatchRate < points[^1].FalseMatchRate)
        {
            upper = points.Length - 1;
        }
        var (laxer, stricter) = (points[upper - 1], points[upper]);
        var along =
            Math.Log(falseMatchRate / laxer.FalseMatchRate) / Math.Log(stricter.FalseMatchRate / laxer.FalseMatchRate);
        return (float)(laxer.Score + along * (stricter.Score - laxer.Score));
    }
}
