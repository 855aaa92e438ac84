namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// What strangers score against one probe: t-normalisation (Auckenthaler, Carey and Lloyd-Thomas, Digital Signal
/// Processing 10, 2000) against the other enrolled people, mixed with a measured prior while they are few.
/// </summary>
internal readonly struct CohortStatistics
{
    private readonly double mean,
        deviation;

    private CohortStatistics(double mean, double deviation) => (this.mean, this.deviation) = (mean, deviation);

    /// <param name="strangers">Raw scores of the probe against people other than the one compared.</param>
    public static CohortStatistics Of(ReadOnlySpan<float> strangers, MatchPolicy policy)
    {
        var prior = policy.Prior;
        if (strangers.IsEmpty || float.IsPositiveInfinity(policy.PriorWeight))
        {
            return new(prior.Mean, prior.Deviation);
        }
        double sum = 0,
            squares = policy.PriorWeight * prior.Deviation * prior.Deviation;
        foreach (var score in strangers)
        {
            sum += score;
        }
        // The mean depends on camera and light: with enough people the organization's own is used. A deviation from few
        // people is unsteady, and similar everywhere, so the prior keeps its weight there.
        var trust = Math.Max(0, policy.PriorWeight - strangers.Length);
        var mean = (trust * prior.Mean + sum) / (trust + strangers.Length);
        foreach (var score in strangers)
        {
            squares += (score - mean) * (score - mean);
        }
        return new(mean, Math.Sqrt(squares / (policy.PriorWeight + strangers.Length)));
    }

    public float Normalise(float raw) => (float)((raw - mean) / deviation);

    /// <returns>A difference of raw scores on the normalised scale.</returns>
    public float Distance(float raw, float other) => (float)((raw - other) / deviation);
}

/// <summary>The upper tail of the normal distribution.</summary>
internal static class NormalTail
{
    /// <summary>Rational approximation 26.2.23 of Abramowitz and Stegun, Handbook of Mathematical Functions; error below 4.5e-4.</summary>
    /// <param name="probability">Above 0 and at most 0.5.</param>
    /// <returns>How many deviations above the mean are exceeded with that probability.</returns>
    public static float Quantile(double probability)
    {
        var t = Math.Sqrt(-2 * Math.Log(Math.Clamp(probability, 1e-300, 0.5)));
        return (float)(
            t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        );
    }
}
