using System.Net;
using FaceRek.Core.Workplaces;

namespace FaceRek.Core.Attendance;

/// <summary>From where somebody comes to check in, as far as can be seen and as their browser says.</summary>
/// <param name="Address">Of the last hop we trust.</param>
/// <param name="Fix">What the browser claims; null where it was not asked or would not say.</param>
public sealed record ClientLocation(IPAddress? Address, GeoPosition? Fix)
{
    public static readonly ClientLocation Unknown = new(null, null);
}
