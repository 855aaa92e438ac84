namespace FaceRek.Core.Faces.Matching;

/// <summary>When two templates of one model are the same person. Scores are normalised: deviations above what a stranger reaches.</summary>
public sealed record MatchPolicy
{
    public required MatchMetric Metric { get; init; }

    /// <summary>A claimed person (1:1) matches from this normalised score on.</summary>
    public required float Threshold { get; init; }

    /// <summary>Where <see cref="Threshold"/> and <see cref="Measured"/> come from, in one sentence.</summary>
    public required string Source { get; init; }

    public required ImpostorPrior Prior { get; init; }

    /// <summary>How many other people <see cref="Prior"/> counts for beside the enrolled ones; infinity never looks at them.</summary>
    public float PriorWeight { get; init; } = 8;

    /// <summary>The measured operating points, for choosing stricter thresholds in 1:N; may be empty.</summary>
    public IReadOnlyList<OperatingPoint> Measured { get; init; } = [];

    /// <summary>In 1:N the best person must lead the second by this much of normalised score, or the answer is ambiguous.</summary>
    public float MinMargin { get; init; } = 1;

    /// <summary>The normalised score of a raw one under the prior alone, to bring a pack's raw threshold onto this scale.</summary>
    public static float Normalise(float raw, ImpostorPrior prior) => (raw - prior.Mean) / prior.Deviation;
}
