namespace FaceRek.Core.Workplaces;

/// <summary>What can be wrong with what was typed about a site.</summary>
public enum SiteFlaw
{
    Name,
    Zone,
    Address,
    Rule,
    Network,

    /// <summary>A range so wide that half the internet is inside.</summary>
    NetworkTooWide,

    NetworksTooMany,
    Latitude,
    Longitude,
    Radius,

    /// <summary>One or two of latitude, longitude and radius.</summary>
    FenceIncomplete,

    /// <summary>Asks for a place and names none.</summary>
    NoPlace,
}
