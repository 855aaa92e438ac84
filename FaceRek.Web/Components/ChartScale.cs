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

    private const int Parts = 4;

    private static readonly decimal[] Halved = [1, 2, 4, 5, 6, 8, 10];
    private static readonly decimal[] Quartered = [1, 2, 4, 8, 10];

    /// <summary>Where the axis ends; its quarters are the grid lines.</summary>
    public double Highest { get; } = (double)Above((decimal)(points.Max(point => point.Value) ?? 0), Parts);

    public double Step => points.Count == 0 ? 0 : (double)(Width - Left - Right) / points.Count;

    /// <summary>A label is shown at every so many points.</summary>
    public int LabelEvery => Math.Max(1, (int)Math.Ceiling(points.Count / (double)MaxLabels));

    /// <summary>Of the middle of a point.</summary>
    public double X(int index) => Left + (Step * (index + 0.5));

    public double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * value / Highest);

    public IEnumerable<double> Lines => [0, Highest / 4, Highest / 2, Highest * 3 / 4, Highest];

    /// <summary>With a decimal point in every language.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The least round number at or above <paramref name="value"/> that divides well into two or four parts; at least one a part.</summary>
    public static decimal Above(decimal value, int parts = 2)
    {
        var power = 1m;
        while (value > 10 * power)
        {
            power *= 10;
        }
        var factors = parts == Parts ? Quartered : Halved;
        return Math.Max(parts, factors.First(factor => factor * power >= value) * power);
    }
}

/// <param name="Label">Below the axis and in the table.</param>
/// <param name="Value">Null where there is no value.</param>
/// <param name="Words">The value in words for the reader.</param>
public sealed record ChartPoint(string Label, double? Value, string Words);

/// <param name="Label">The text below it.</param>
/// <param name="Value">Its height; not negative.</param>
/// <param name="Text">The tooltip.</param>
/// <param name="Mark">A second value, shown as a line across the bar; null where there is none.</param>
public sealed record ChartBar(string Label, decimal Value, string Text, decimal? Mark = null);
