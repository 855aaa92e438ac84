using System.Globalization;

namespace FaceRek.Web.Components;

/// <summary>The positions of values and labels of a chart, in the units of its drawing.</summary>
public sealed class ChartScale(IReadOnlyList<ChartPoint> points)
{
    public const int Width = 480,
        Height = 200;
    public const int Left = 32,
        Right = 8,
        Top = 10,
        Bottom = 24;

    private const int MaxLabels = 9;

    private static readonly int[] RoundFactors = [1, 2, 4, 8, 10];

    /// <summary>A round number of at least the largest value; at least 4, so that the grid lines are whole numbers.</summary>
    public double Highest { get; } = RoundUp(points.Max(point => point.Value) ?? 0);

    public double Step => points.Count == 0 ? 0 : (double)(Width - Left - Right) / points.Count;

    /// <summary>A label is shown at every so many points.</summary>
    public int LabelEvery => Math.Max(1, (int)Math.Ceiling(points.Count / (double)MaxLabels));

    /// <summary>Of the middle of a point.</summary>
    public double X(int index) => Left + (Step * (index + 0.5));

    public double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * value / Highest);

    public IEnumerable<double> Lines => [0, Highest / 4, Highest / 2, Highest * 3 / 4, Highest];

    /// <summary>With a decimal point in every language.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static double RoundUp(double value)
    {
        if (value <= 4)
        {
            return 4;
        }
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return RoundFactors.Select(factor => factor * magnitude).First(round => round >= value);
    }
}

/// <param name="Label">Below the axis and in the table.</param>
/// <param name="Value">Null where there is no value.</param>
/// <param name="Words">The value in words for the reader.</param>
public sealed record ChartPoint(string Label, double? Value, string Words);
