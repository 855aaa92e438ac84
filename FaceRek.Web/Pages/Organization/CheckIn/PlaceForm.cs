using System.Net;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Workplaces.Sites;

namespace FaceRek.Web.Pages.Organization.CheckIn;

/// <summary>The reported position of the browser, sent by js/place.js; all empty where it was not asked or refused.</summary>
public sealed record PlaceForm
{
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public string? Accuracy { get; init; }

    /// <summary>Seconds since the position was taken.</summary>
    public string? Age { get; init; }

    /// <returns>Null for an invalid position.</returns>
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
