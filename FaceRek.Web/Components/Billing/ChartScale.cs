namespace FaceRek.Web.Components.Billing;

/// <summary>Round numbers for the scale of a chart.</summary>
internal static class ChartScale
{
    private static readonly decimal[] Steps = [1, 2, 4, 5, 6, 8, 10];

    /// <summary>The least round number that holds <paramref name="most"/> and can be halved without crumbs; at least 2.</summary>
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

/// <param name="Label">What stands under it.</param>
/// <param name="Value">Its height; not negative.</param>
/// <param name="Text">What it says when pointed at.</param>
/// <param name="Mark">Where a second measure stands, as a line across the bar; null where there is none.</param>
public sealed record ChartBar(string Label, decimal Value, string Text, decimal? Mark = null);
