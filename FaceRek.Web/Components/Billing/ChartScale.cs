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
