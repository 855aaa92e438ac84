namespace FaceRek.Core.Faces.Matching;

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
