namespace FaceRek.Core.Time;

/// <summary>Time zones by their IANA names, as known on this machine.</summary>
public static class Zones
{
    public const string Default = "Etc/UTC";

    /// <summary>
    /// The tz database's place names start with one of these; the others, such as US/Eastern, are old names for the
    /// same places.
    /// </summary>
    private static readonly string[] Areas =
    [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];

    /// <summary>The zones an admin may choose from, by name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Where(zone => zone.HasIanaId && Areas.Any(area => zone.Id.StartsWith(area, StringComparison.Ordinal)))
            .Select(zone => zone.Id)
            .Append(Default)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The IANA name, for an IANA or a Windows name; null for anything else.</summary>
    public static string? Find(string? id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > 64)
        {
            return null;
        }
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out var iana))
        {
            return iana;
        }
        return
            TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            && zone.HasIanaId
            && id.Contains('/', StringComparison.Ordinal)
            ? zone.Id
            : null;
    }
}
