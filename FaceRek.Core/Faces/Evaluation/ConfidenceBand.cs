namespace FaceRek.Core.Faces.Evaluation;

/// <summary>Between which rates the truth lies with 95 % confidence, when so many of so many were counted: Wilson, Journal of the American Statistical Association 22, 1927.</summary>
public readonly record struct ConfidenceBand(double Low, double High)
{
    private const double Deviations = 1.96;

    /// <param name="rate">What was counted, 0 to 1.</param>
    /// <param name="trials">Of how many; none leaves everything open.</param>
    public static ConfidenceBand Of(double rate, int trials)
    {
        if (trials == 0)
        {
            return new(0, 1);
        }
        var weight = Deviations * Deviations / trials;
        var middle = (rate + weight / 2) / (1 + weight);
        var reach = Deviations * Math.Sqrt(rate * (1 - rate) / trials + weight / (4 * trials)) / (1 + weight);
        return new(Math.Max(0, middle - reach), Math.Min(1, middle + reach));
    }
}
