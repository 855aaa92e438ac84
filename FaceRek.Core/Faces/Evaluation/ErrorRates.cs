namespace FaceRek.Core.Faces.Evaluation;

/// <summary>Error rates at every threshold, from genuine and impostor scores.</summary>
public sealed class ErrorRates
{
    private readonly float[] genuine,
        impostor;

    /// <param name="genuine">Negative infinity for what could not be read: no threshold accepts it.</param>
    public ErrorRates(IEnumerable<float> genuine, IEnumerable<float> impostor) =>
        (this.genuine, this.impostor) = ([.. genuine.Order()], [.. impostor.Order()]);

    public int Genuine => genuine.Length;

    public int Impostor => impostor.Length;

    /// <summary>Part of the impostor scores that reach the threshold, 0 to 1.</summary>
    public double FalseMatchRate(float threshold) =>
        impostor.Length == 0 ? 0 : 1 - (double)Below(impostor, threshold) / impostor.Length;

    /// <summary>Part of the genuine scores that do not reach it, 0 to 1.</summary>
    public double FalseNonMatchRate(float threshold) =>
        genuine.Length == 0 ? 0 : (double)Below(genuine, threshold) / genuine.Length;

    /// <summary>The mean of both rates where they are closest to each other.</summary>
    public double EqualErrorRate() =>
        Curve().MinBy(point => Math.Abs(point.FalseMatch - point.FalseNonMatch)) is var (match, nonMatch)
            ? (match + nonMatch) / 2
            : 0;

    /// <summary>Just above the highest score that must be refused to keep the rate.</summary>
    public float ThresholdAt(double falseMatchRate)
    {
        var accepted = (int)Math.Floor(falseMatchRate * impostor.Length);
        return accepted >= impostor.Length
            ? float.NegativeInfinity
            : MathF.BitIncrement(impostor[impostor.Length - 1 - accepted]);
    }

    public double TrueAcceptRate(double falseMatchRate) =>
        genuine.Length == 0 ? 0 : 1 - FalseNonMatchRate(ThresholdAt(falseMatchRate));

    /// <summary>Both rates at each score that was seen, from lax to strict.</summary>
    public IEnumerable<(double FalseMatch, double FalseNonMatch)> Curve() =>
        genuine
            .Concat(impostor)
            .Where(float.IsFinite)
            .Distinct()
            .Order()
            .Append(float.PositiveInfinity)
            .Select(threshold => (FalseMatchRate(threshold), FalseNonMatchRate(threshold)));

    private static int Below(float[] sorted, float threshold)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < threshold ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
