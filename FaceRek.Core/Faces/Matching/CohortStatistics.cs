namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// What strangers score against one probe: t-normalisation (Auckenthaler, Carey and Lloyd-Thomas, Digital Signal Processing 10, 2000)
/// against the other enrolled people, mixed with what was measured elsewhere as long as they are few.
/// </summary>
internal readonly struct CohortStatistics
{
    private readonly double mean, deviation;

    private CohortStatistics(double mean, double deviation) => (this.mean, this.deviation) = (mean, deviation);

    /// <param name="strangers">Raw scores of the probe against people who are not the one compared.</param>
    public static CohortStatistics Of(ReadOnlySpan<float> strangers, MatchPolicy policy)
    {
        var prior = policy.Prior;
        if (strangers.IsEmpty || float.IsPositiveInfinity(policy.PriorWeight)) { return new(prior.Mean, prior.Deviation); }
        double weight = policy.PriorWeight, sum = weight * prior.Mean;
        foreach (var score in strangers) { sum += score; }
        var total = weight + strangers.Length;
        var mean = sum / total;
        // The prior's spread is known, its mean is not (another camera, another light): where the people enrolled say otherwise, they are believed.
        var squares = weight * prior.Deviation * prior.Deviation;
        foreach (var score in strangers) { squares += (score - mean) * (score - mean); }
        return new(mean, Math.Sqrt(squares / total));
    }

    public float Normalise(float raw) => (float)((raw - mean) / deviation);

    /// <returns>A difference of raw scores on the normalised scale.</returns>
    public float Distance(float raw, float other) => (float)((raw - other) / deviation);
}
