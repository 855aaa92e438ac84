namespace FaceRek.Core.Workplaces.Sites;

/// <summary>A circle on the map.</summary>
/// <param name="Latitude">Degrees.</param>
/// <param name="Longitude">Degrees.</param>
public sealed record Geofence(double Latitude, double Longitude, int RadiusMetres)
{
    /// <summary>With less, a browser's position, often 30 to 60 m off, would hardly ever be inside.</summary>
    public const int MinRadiusMetres = 50;

    public const int MaxRadiusMetres = 50_000;

    /// <summary>Mean radius of the earth, IUGG.</summary>
    private const double EarthMetres = 6_371_008.8;

    /// <summary>Inside or outside only when the whole accuracy circle is; an old position only says where the person was.</summary>
    public GeofencePosition Judge(GeoPosition fix)
    {
        if (!fix.IsFresh)
        {
            return GeofencePosition.Uncertain;
        }
        var away = MetresTo(fix.Latitude, fix.Longitude);
        return away + fix.AccuracyMetres <= RadiusMetres ? GeofencePosition.Inside
            : away - fix.AccuracyMetres > RadiusMetres ? GeofencePosition.Outside
            : GeofencePosition.Uncertain;
    }

    /// <summary>From the centre along the surface of a sphere (haversine), at most 0.6 % off the ellipsoid.</summary>
    public double MetresTo(double latitude, double longitude)
    {
        var (north, east) = (
            double.DegreesToRadians(latitude - Latitude),
            double.DegreesToRadians(longitude - Longitude)
        );
        var chord =
            Math.Pow(Math.Sin(north / 2), 2)
            + Math.Cos(double.DegreesToRadians(Latitude))
                * Math.Cos(double.DegreesToRadians(latitude))
                * Math.Pow(Math.Sin(east / 2), 2);
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }
}

public enum GeofencePosition
{
    Inside,
    Outside,

    /// <summary>The position is too old or too inexact to decide.</summary>
    Uncertain,
}
