using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FaceRek.Core.Workplaces.Sites;

/// <summary>The position a browser reports. The owner of the browser can make it report anything.</summary>
public sealed record GeoPosition
{
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(2);

    /// <summary>Half the circumference of the earth: a larger circle means nothing.</summary>
    private const double WidestMetres = 20_040_000;

    private GeoPosition(double latitude, double longitude, double accuracyMetres, TimeSpan age) =>
        (Latitude, Longitude, AccuracyMetres, Age) = (latitude, longitude, accuracyMetres, age);

    /// <summary>Degrees, -90 to 90.</summary>
    public double Latitude { get; }

    /// <summary>Degrees, -180 to 180.</summary>
    public double Longitude { get; }

    /// <summary>Radius of the circle that contains the browser with 95 % (W3C Geolocation).</summary>
    public double AccuracyMetres { get; }

    /// <summary>Between taking the position and sending it, by the browser's own clock.</summary>
    public TimeSpan Age { get; }

    public bool IsFresh => Age >= TimeSpan.Zero && Age <= Oldest;

    /// <summary>False for an invalid position, and for exactly 0, 0, which broken devices send.</summary>
    public static bool TryRead(
        string? latitude,
        string? longitude,
        string? accuracyMetres,
        string? ageSeconds,
        [NotNullWhen(true)] out GeoPosition? fix
    )
    {
        fix =
            TryNumber(latitude, -90, 90, out var north)
            && TryNumber(longitude, -180, 180, out var east)
            && TryNumber(accuracyMetres, 0, WidestMetres, out var accuracy)
            && TryNumber(ageSeconds, -86_400, 86_400, out var age)
            && (north, east) != (0, 0)
                ? new GeoPosition(north, east, accuracy, TimeSpan.FromSeconds(age))
                : null;
        return fix is not null;
    }

    /// <summary>A comparison with NaN is false, so NaN and infinities are refused.</summary>
    private static bool TryNumber(string? text, double from, double to, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && number >= from
        && number <= to;
}
