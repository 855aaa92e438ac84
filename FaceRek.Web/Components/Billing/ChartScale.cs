namespace FaceRek.Web.Components.Billing;

/// <summary>Round numbers for the scale of a chart.</summary>
internal static class ChartScale
{
    private static readonly decimal[] Steps = [1, 2, 4, 5, 6, 8, 10];

    /// <summary>The smallest round number of at least <paramref name="most"/> whose half is round too; at least 2.</summary>
    public static decimal Above(decimal most)
    {
        var power = 1m;
        while (most > 10 * power)
        {
            power *= 10;
        }
        return Math.Max(2, Steps.First(step => step * power >= most) * power);
    }
}

/// <param name="Label">The text below it.</param>
/// <param name="Value">Its height; not negative.</param>
/// <param name="Text">The tooltip.</param>
/// <param name="Mark">A second value, shown as a line across the bar; null where there is none.</param>
public sealed record ChartBar(string Label, decimal Value, string Text, decimal? Mark = null);
