namespace FaceRek.Core.Faces.Evaluation;

/// <summary>The 95 % confidence interval of a rate from a count of errors: exact, after Clopper and Pearson, Biometrika 26, 1934.</summary>
/// <param name="Low">0 to 1.</param>
/// <param name="High">0 to 1; for none of n about 3.7/n.</param>
public readonly record struct BinomialBounds(double Low, double High)
{
    private const double Tail = 0.025;
    private const int Halvings = 60;

    public static BinomialBounds Of(int counted, int total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(counted);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counted, total);
        if (total == 0)
        {
            return new(0, 1);
        }
        var low = counted == 0 ? 0 : Halve(rate => 1 - AtMost(counted - 1, total, rate) > Tail);
        var high = counted == total ? 1 : Halve(rate => AtMost(counted, total, rate) <= Tail);
        return new(low, high);
    }

    /// <summary>The lowest rate for which a condition is true that is true for all higher ones.</summary>
    private static double Halve(Func<double, bool> holds)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }

    private static double AtMost(int counted, int total, double rate)
    {
        if (rate is <= 0 or >= 1)
        {
            return rate <= 0 || counted == total ? 1 : 0;
        }
        var (sum, term) = (0.0, total * Math.Log(1 - rate));
        for (var k = 0; k <= counted; k++)
        {
            sum += Math.Exp(term);
            term += Math.Log((double)(total - k) / (k + 1)) + Math.Log(rate / (1 - rate));
        }
        return Math.Min(1, sum);
    }
}

/// <summary>
/// The 95 % confidence interval of a rate from a count: Wilson, Journal of the American Statistical Association 22,
/// 1927.
/// </summary>
public readonly record struct ConfidenceBand(double Low, double High)
{
    private const double Deviations = 1.96;

    /// <param name="rate">The counted rate, 0 to 1.</param>
    /// <param name="trials">The number of trials; none gives 0 to 1.</param>
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
