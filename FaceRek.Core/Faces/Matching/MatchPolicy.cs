namespace FaceRek.Core.Faces.Matching;

/// <summary>When two templates of one model are the same person. Scores are normalised: deviations above what strangers reach.</summary>
public sealed record MatchPolicy
{
    /// <summary>
    /// The chance of a false identification that 1:N may take over the whole gallery: the operating point at which NIST
    /// FRTE rates mostly automated use.
    /// </summary>
    public const double IdentificationBudget = 0.003;

    public required MatchMetric Metric { get; init; }

    /// <summary>
    /// Compares a probe with the mean of a person's templates, scaled to length one, instead of with the nearest of
    /// them. Unit vectors only. What several pictures have in common is the person; the nearest of several is partly
    /// nearest by chance, for strangers as well.
    /// </summary>
    public bool IsFused { get; init; }

    /// <summary>A claimed person (1:1) matches from this normalised score on.</summary>
    public required float Threshold { get; init; }

    /// <summary>Where <see cref="Threshold"/> and <see cref="Measured"/> come from, in one sentence.</summary>
    public required string Source { get; init; }

    public required ImpostorPrior Prior { get; init; }

    /// <summary>
    /// With this many other people the prior's mean has no weight left; its deviation keeps counting as that many.
    /// Infinity never uses other people.
    /// </summary>
    public float PriorWeight { get; init; } = 8;

    /// <summary>Measured operating points in any order, for choosing stricter thresholds in 1:N; may be empty.</summary>
    public IReadOnlyList<OperatingPoint> Measured { get; init; } = [];

    /// <summary>In 1:N the best person must lead the second by this much of normalised score, or the answer is ambiguous.</summary>
    public float MinMargin { get; init; } = 1;

    /// <summary>The normalised score of a raw one under the prior alone, to bring a pack's raw threshold onto this scale.</summary>
    public static float Normalise(float raw, ImpostorPrior prior) => (raw - prior.Mean) / prior.Deviation;

    /// <summary>
    /// The lowest false match rate that was measured; null when nothing was. A rarer error is answered for by nothing: how
    /// the scores of strangers thin out beyond what was seen differs from one collection of faces to the next.
    /// </summary>
    public double? SafeRate => Measured.Count < 2 ? null : Measured.Min(point => point.FalseMatchRate);

    /// <summary>1:N over this many people keeps the budget, and is never less strict than 1:1.</summary>
    public float ThresholdAmong(int people, double budget = IdentificationBudget) =>
        Math.Max(Threshold, ThresholdAt(budget / Math.Max(1, people)));

    /// <summary>
    /// Interpolates linearly in the logarithm of the rate between measured points; with fewer than two, strangers'
    /// scores are assumed to be normal.
    /// </summary>
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

/// <summary>How two templates are compared; either way higher is more alike.</summary>
public enum MatchMetric
{
    /// <summary>Inner product of unit vectors, -1 to 1.</summary>
    Cosine,

    /// <summary>Minus the symmetric chi-square distance of histograms, sum of (a-b)^2/(a+b); 0 for equal ones.</summary>
    ChiSquare,
}

/// <summary>
/// How alike a model finds two strangers, measured where it was calibrated; it replaces the other people while an
/// organization has few.
/// </summary>
/// <param name="Mean">Of the raw metric between a probe and the best template of a stranger.</param>
/// <param name="Deviation">Standard deviation of the same; above 0.</param>
/// <param name="Source">Where it was measured, in one sentence.</param>
public sealed record ImpostorPrior(float Mean, float Deviation, string Source);

/// <param name="FalseMatchRate">Of one comparison with a stranger, 0 to 1.</param>
/// <param name="Score">The normalised score that achieves it.</param>
public sealed record OperatingPoint(double FalseMatchRate, float Score);

/// <summary>The measured error rates of the classic engine, with exactly this detector, alignment and template.</summary>
internal static class ClassicPolicy
{
    public static readonly MatchPolicy Measured = new()
    {
        Metric = MatchMetric.ChiSquare,
        Threshold = 3.1f,
        Source =
            "Accepts one stranger in a thousand: 62,000 impostor comparisons over the ORL collection and 40 drawn people, five templates each, several draws; the laxer of both decides.",
        Measured = [new(0.1, 1.25f), new(0.01, 2.32f), new(0.003, 2.75f), new(0.001, 3.1f), new(0.0001, 3.75f)],
        Prior = new(
            -28,
            4.3f,
            "9,000 comparisons between 40 drawn people before one camera. Strangers in unlike photographs are further apart (-35 in the wild, -52 in ORL), so the prior refuses rather than accepts."
        ),
    };
}
