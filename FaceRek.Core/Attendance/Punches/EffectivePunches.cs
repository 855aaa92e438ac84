using System.Linq.Expressions;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>Punches as they count after what was voided and moved.</summary>
public static class EffectivePunches
{
    /// <summary>Of these people from one instant on and before another; earliest first in each.</summary>
    public static async Task<ILookup<Guid, EffectivePunch>> EffectiveAsync(
        this FaceRekDb db,
        IReadOnlyList<Guid> people,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    )
    {
        // One is asked for by name: a list would be written into the statement anew each time.
        var (all, amended) = people is [var one]
            ? (
                db.Punches.Where(punch => punch.PersonId == one),
                db.PunchAmendments.Where(amendment => amendment.PersonId == one)
            )
            : (
                db.Punches.Where(punch => people.Contains(punch.PersonId)),
                db.PunchAmendments.Where(amendment => people.Contains(amendment.PersonId))
            );
        var punches = await all.Where(punch => punch.At >= from && punch.At < to)
            .Select(EffectivePunch.Of)
            .ToListAsync(cancellationToken);
        // Only the last about each punch: one that was moved in here and away again would else be found by where it no longer is.
        var amendments = await amended
            .InForce(db)
            .Where(amendment =>
                (amendment.PunchAt >= from && amendment.PunchAt < to) || (amendment.At >= from && amendment.At < to)
            )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        if (amendments.Count > 0)
        {
            punches = await AmendAsync(db, punches, amendments, from, to, cancellationToken);
        }
        return punches.OrderBy(punch => punch.At).ThenBy(punch => punch.Number).ToLookup(punch => punch.PersonId);
    }

    private static async Task<List<EffectivePunch>> AmendAsync(
        FaceRekDb db,
        List<EffectivePunch> punches,
        List<PunchAmendment> amendments,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    )
    {
        var last = amendments.ToDictionary(amendment => amendment.PunchId);
        var elsewhere = last.Keys.Except(punches.Select(punch => punch.Id)).ToList();
        if (elsewhere.Count > 0)
        {
            punches.AddRange(
                await db
                    .Punches.Where(punch => elsewhere.Contains(punch.Id))
                    .Select(EffectivePunch.Of)
                    .ToListAsync(cancellationToken)
            );
        }
        return
        [
            .. punches
                .Select(punch =>
                    last.TryGetValue(punch.Id, out var amendment)
                        ? amendment.At is { } at
                            ? punch with
                            {
                                At = at,
                            }
                            : null
                        : punch
                )
                .OfType<EffectivePunch>()
                .Where(punch => punch.At >= from && punch.At < to),
        ];
    }
}

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

/// <summary>A punch as it counts: not voided, at the time it was moved to, to the second.</summary>
/// <param name="Zone">IANA, frozen when it was made.</param>
/// <param name="Closeness">Score over threshold, in percent above it; null for a punch without a face.</param>
/// <param name="IsOutside">Outside the fence of its site.</param>
public sealed record DayPunch(
    Guid Id,
    Instant At,
    int Number,
    Direction Direction,
    string Zone,
    Guid? SiteId = null,
    double? Closeness = null,
    bool IsOutside = false
);
