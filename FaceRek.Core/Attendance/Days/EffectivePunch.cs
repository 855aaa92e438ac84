using System.Linq.Expressions;
using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A punch as it counts, and what of it is read.</summary>
/// <param name="At">Its own time, or the one it was moved to; as exact as it was recorded.</param>
public sealed record EffectivePunch(
    Guid Id,
    Guid PersonId,
    DateTimeOffset At,
    int Number,
    Direction Direction,
    string Zone,
    float? Score,
    float? Threshold,
    Guid? SiteId,
    LocationStatus Place
)
{
    internal static readonly Expression<Func<Punch, EffectivePunch>> Of = punch => new EffectivePunch(
        punch.Id,
        punch.PersonId,
        punch.At,
        punch.Number,
        punch.Direction,
        punch.Zone,
        punch.Score,
        punch.Threshold,
        punch.SiteId,
        punch.LocationStatus
    );

    private static readonly Func<Punch, EffectivePunch> OfSaved = Of.Compile();

    /// <summary>One that is about to be saved.</summary>
    public static EffectivePunch New(Punch punch) => OfSaved(punch);

    /// <summary>In whole seconds, as days are counted.</summary>
    public DayPunch Counting() =>
        new(
            Id,
            Instant.FromUnixTimeSeconds(At.ToUnixTimeSeconds()),
            Number,
            Direction,
            Zone,
            SiteId,
            Score is { } score && Threshold is { } threshold && threshold != 0
                ? 100.0 * (score - threshold) / Math.Abs(threshold)
                : null,
            Place is LocationStatus.Outside or LocationStatus.Implausible
        );
}
