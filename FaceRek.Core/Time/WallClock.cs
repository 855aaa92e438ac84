using System.Collections.Concurrent;
using NodaTime;
using NodaTime.TimeZones;

namespace FaceRek.Core.Time;

/// <summary>Days and local times of one time zone, and the instants they stand for.</summary>
/// <param name="zone">IANA id.</param>
public sealed class WallClock(string zone)
{
    private static readonly ConcurrentDictionary<string, WallClock> Known = new(StringComparer.Ordinal);

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? OfThisMachine(zone);

    public static WallClock Of(string zone) => Known.GetOrAdd(zone, id => new WallClock(id));

    /// <summary>
    /// The same moment with the local time of the zone. In the calendar's first and last year, where the zone's offset
    /// would leave the range, with that of UTC.
    /// </summary>
    public DateTimeOffset Show(DateTimeOffset at) =>
        at.Year == DateTime.MinValue.Year || at.Year == DateTime.MaxValue.Year
            ? at.ToUniversalTime()
            : Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();

    /// <summary>The date that <see cref="Show"/> shows.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Show(at).DateTime);

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

    /// <summary>A zone that the library's data lacks, stored from the list of a machine, still has a clock.</summary>
    private static DateTimeZone OfThisMachine(string zone) =>
#pragma warning disable RS0030 // This is the place.
        DateTimeZoneProviders.Bcl[zone];
#pragma warning restore RS0030
}
