using System.Collections.Concurrent;
using NodaTime;
using NodaTime.TimeZones;

namespace FaceRek.Core.Time;

/// <summary>Days and local times of one time zone, and the instants they stand for.</summary>
/// <param name="zone">IANA id.</param>
public sealed class WallClock(string zone)
{
    private static readonly ConcurrentDictionary<string, WallClock> Known = new(StringComparer.Ordinal);

    // A zone newer than the library's data may still be known to the operating system.
    private readonly DateTimeZone zone =
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZoneProviders.Bcl[zone];

    public static WallClock Of(string zone) => Known.GetOrAdd(zone, id => new WallClock(id));

    public DateTimeOffset Show(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();

    public DateOnly DayOf(DateTimeOffset at) => DayOf(Instant.FromDateTimeOffset(at));

    public DateOnly DayOf(Instant at) => at.InZone(zone).Date.ToDateOnly();

    /// <summary>When a day begins; it ends when the next one begins, 23 to 25 hours later.</summary>
    public DateTimeOffset StartOf(DateOnly day) => MidnightOf(day).ToDateTimeOffset();

    public Instant MidnightOf(DateOnly day) => zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant();

    /// <summary>
    /// A time that the clock skips moves forward; of a time that occurs twice the first counts. In the calendar's first
    /// and last year, where the zone's offset would leave the range, it is the limit.
    /// </summary>
    public DateTimeOffset At(DateTime wall) =>
        wall.Year == DateTime.MinValue.Year ? DateTimeOffset.MinValue
        : wall.Year == DateTime.MaxValue.Year ? DateTimeOffset.MaxValue
        : InstantOf(LocalDateTime.FromDateTime(wall)).ToDateTimeOffset();

    /// <summary>As <see cref="At"/>.</summary>
    public Instant InstantOf(LocalDateTime wall) => wall.InZone(zone, Resolvers.LenientResolver).ToInstant();

    /// <summary>The offset from UTC at that moment.</summary>
    public Duration Ahead(Instant at) => Duration.FromSeconds(zone.GetUtcOffset(at).Seconds);
}
