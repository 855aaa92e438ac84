namespace FaceRek.Core.Attendance;

/// <summary>Days and wall times of one zone, and the instants they stand for.</summary>
/// <param name="zone">IANA id.</param>
public sealed class WallClock(string zone)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public DateTimeOffset Show(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Show(at).DateTime);

    /// <summary>When a day begins; the next one's beginning is its end, 23 to 25 hours later.</summary>
    public DateTimeOffset StartOf(DateOnly day) => At(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>A time that the clock skips moves forward; of a time that it shows twice the first counts.</summary>
    public DateTimeOffset At(DateTime wall)
    {
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.IsInvalidTime(wall) ? zone.GetUtcOffset(wall.AddDays(-1))
            : zone.GetUtcOffset(wall);
        return new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }
}
