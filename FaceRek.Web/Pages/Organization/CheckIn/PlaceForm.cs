using System.Net;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Workplaces.Sites;

namespace FaceRek.Web.Pages.Organization.CheckIn;

/// <summary>Where a browser says it is, as js/place.js sends it; all empty where it was not asked or would not say.</summary>
public sealed record PlaceForm
{
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public string? Accuracy { get; init; }

    /// <summary>Seconds since the fix was taken.</summary>
    public string? Age { get; init; }

    /// <returns>Null for a position that does not exist.</returns>
    internal ClientLocation? From(IPAddress? address)
    {
        if (string.IsNullOrEmpty(Latitude) && string.IsNullOrEmpty(Longitude))
        {
            return new ClientLocation(address, null);
        }
        return GeoPosition.TryRead(Latitude, Longitude, Accuracy, Age, out var fix)
            ? new ClientLocation(address, fix)
            : null;
    }
}
