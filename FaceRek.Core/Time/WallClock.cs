using System.Collections.Concurrent;
using NodaTime;
using NodaTime.TimeZones;

namespace FaceRek.Core.Time;

/// <summary>Days and wall times of one zone, and the instants they stand for.</summary>
/// <param name="zone">IANA id.</param>
public sealed class WallClock(string zone)
{
    private static readonly ConcurrentDictionary<string, WallClock> Known = new(StringComparer.Ordinal);

    // A zone younger than the library's own data is still known to the machine.
    private readonly DateTimeZone zone =
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZoneProviders.Bcl[zone];

    public static WallClock Of(string zone) => Known.GetOrAdd(zone, id => new WallClock(id));

    public DateTimeOffset Show(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();

    public DateOnly DayOf(DateTimeOffset at) => DayOf(Instant.FromDateTimeOffset(at));

    public DateOnly DayOf(Instant at) => at.InZone(zone).Date.ToDateOnly();

    /// <summary>When a day begins; the next one's beginning is its end, 23 to 25 hours later.</summary>
    public DateTimeOffset StartOf(DateOnly day) => MidnightOf(day).ToDateTimeOffset();

    public Instant MidnightOf(DateOnly day) => zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant();

    /// <summary>A time that the clock skips moves forward; of a time that it shows twice the first counts. In the calendar's first and last year, whose edges a zone would cross, it is the edge.</summary>
    public DateTimeOffset At(DateTime wall) =>
        wall.Year == DateTime.MinValue.Year ? DateTimeOffset.MinValue
        : wall.Year == DateTime.MaxValue.Year ? DateTimeOffset.MaxValue
        : InstantOf(LocalDateTime.FromDateTime(wall)).ToDateTimeOffset();

    /// <summary>As <see cref="At"/>.</summary>
    public Instant InstantOf(LocalDateTime wall) => wall.InZone(zone, Resolvers.LenientResolver).ToInstant();

    /// <summary>How far the clock is ahead of UTC at that moment.</summary>
    public Duration Ahead(Instant at) => Duration.FromSeconds(zone.GetUtcOffset(at).Seconds);
}
