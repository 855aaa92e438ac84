namespace FaceRek.Core.Workplaces;

/// <summary>What was typed about a site, nothing checked yet.</summary>
public sealed record SiteText(
    string? Name,
    string? Zone,
    string? Address,
    LocationRule? Rule,
    string? Networks,
    string? Latitude,
    string? Longitude,
    string? RadiusMetres
);
