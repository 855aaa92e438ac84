using NodaTime;
using NodaTime.TimeZones;

namespace FaceRek.Core.Time;

/// <summary>Time zones by their IANA names, as the data of <see cref="WallClock"/> has them.</summary>
public static class Zones
{
    public const string Default = "Etc/UTC";

    /// <summary>The zones an admin may choose from, by name: one for each place, without its old names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. TzdbDateTimeZoneSource
            .Default.ZoneLocations!.Select(place => place.ZoneId)
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
        if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var iana))
        {
            return iana;
        }
        return id.Contains('/', StringComparison.Ordinal) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)?.Id : null;
    }
}
