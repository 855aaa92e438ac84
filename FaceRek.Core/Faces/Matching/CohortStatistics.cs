namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// What strangers score against one probe: t-normalisation (Auckenthaler, Carey and Lloyd-Thomas, Digital Signal Processing 10, 2000)
/// against the other enrolled people, mixed with what was measured elsewhere as long as they are few.
/// </summary>
internal readonly struct CohortStatistics
{
    private readonly double mean,
        deviation;

    private CohortStatistics(double mean, double deviation) => (this.mean, this.deviation) = (mean, deviation);

    /// <param name="strangers">Raw scores of the probe against people who are not the one compared.</param>
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
        // The mean depends on camera and light: from enough people on it is the organization's own. A deviation from so few is
        // unsteady, and much the same everywhere: there the prior keeps its voice.
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
