using System.Linq.Expressions;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>A punch that counts: it is not voided, and it has its own time or the one to which the last correction moved it.</summary>
public sealed record CountingPunch
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>When it counts; as exact as it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    public required int Number { get; init; }
    public required Direction Direction { get; init; }
    public required PunchWay Way { get; init; }

    /// <summary>IANA, frozen when it was made.</summary>
    public required string Zone { get; init; }

    public Guid? SiteId { get; init; }
    public LocationStatus LocationStatus { get; init; }
    public string? Reason { get; init; }
    public string? Model { get; init; }
    public float? Score { get; init; }
    public float? Threshold { get; init; }

    public bool IsMoved => At != MadeAt;

    /// <summary>When it counts, in the local time of its place.</summary>
    public DateTimeOffset LocalAt => WallClock.Of(Zone).Show(At);

    /// <summary>When it counts, in whole seconds, the precision of days.</summary>
    public Instant Second => Instant.FromUnixTimeSeconds(At.ToUnixTimeSeconds());

    /// <summary>Score relative to the threshold, in percent above it; null for a punch without a face.</summary>
    public double? Closeness =>
        Score is { } score && Threshold is { } threshold && threshold != 0
            ? 100.0 * (score - threshold) / Math.Abs(threshold)
            : null;

    /// <summary>Outside the geofence of its site.</summary>
    public bool IsOutside => LocationStatus is LocationStatus.Outside or LocationStatus.Implausible;

    /// <summary>A second punch at this instant would be a repeat of this one.</summary>
    public bool IsRepeatedAt(DateTimeOffset at) => (at - At).Duration() < Punch.RepeatWindow;

    /// <summary>For a punch that is about to be saved.</summary>
    public static CountingPunch Of(Punch punch) =>
        OfPlaced(
            new PlacedPunch
            {
                Punch = punch,
                PersonId = punch.PersonId,
                At = punch.At,
            }
        );

    internal static readonly Expression<Func<PlacedPunch, CountingPunch>> Projection = placed => new CountingPunch
    {
        Id = placed.Punch.Id,
        PersonId = placed.PersonId,
        At = placed.At,
        MadeAt = placed.Punch.At,
        Number = placed.Punch.Number,
        Direction = placed.Punch.Direction,
        Way = placed.Punch.Way,
        Zone = placed.Punch.Zone,
        SiteId = placed.Punch.SiteId,
        LocationStatus = placed.Punch.LocationStatus,
        Reason = placed.Punch.Reason,
        Model = placed.Punch.Model,
        Score = placed.Punch.Score,
        Threshold = placed.Punch.Threshold,
    };

    private static readonly Func<PlacedPunch, CountingPunch> OfPlaced = Projection.Compile();
}

/// <summary>A stored punch with the time at which it counts.</summary>
internal sealed record PlacedPunch
{
    public required Punch Punch { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>
/// The only query for punches that count. The table itself also contains punches that corrections voided, and moved
/// ones at their old time.
/// </summary>
public static class CountingPunchQueries
{
    /// <summary>All of the organization; a condition on a person or a time uses the indexes.</summary>
    public static IQueryable<CountingPunch> CountingPunches(this FaceRekDb db)
    {
        // Two queries, so that each uses its own index for the time: the punch's, or the amendment's.
        var untouched = db
            .Punches.Where(punch => !db.PunchAmendments.Any(amendment => amendment.PunchId == punch.Id))
            .Select(punch => new PlacedPunch
            {
                Punch = punch,
                PersonId = punch.PersonId,
                At = punch.At,
            });
        var moved = db
            .PunchAmendments.Last(db)
            .Where(amendment => amendment.At != null)
            .Join(
                db.Punches,
                amendment => amendment.PunchId,
                punch => punch.Id,
                (amendment, punch) =>
                    new PlacedPunch
                    {
                        Punch = punch,
                        PersonId = amendment.PersonId,
                        At = amendment.At!.Value,
                    }
            );
        return untouched.Concat(moved).Select(CountingPunch.Projection);
    }

    public static IQueryable<CountingPunch> OfPerson(this IQueryable<CountingPunch> punches, Guid personId) =>
        punches.Where(punch => punch.PersonId == personId);

    /// <summary>From <paramref name="from"/> on, before <paramref name="to"/>.</summary>
    public static IQueryable<CountingPunch> Between(
        this IQueryable<CountingPunch> punches,
        DateTimeOffset from,
        DateTimeOffset to
    ) => punches.Where(punch => punch.At >= from && punch.At < to);

    public static IOrderedQueryable<CountingPunch> EarliestFirst(this IQueryable<CountingPunch> punches) =>
        punches.OrderBy(punch => punch.At).ThenBy(punch => punch.Number);

    /// <summary>The person's last counting punch before or at <paramref name="at"/>, no longer ago than a person can be present.</summary>
    public static Task<CountingPunch?> LastCountingAsync(
        this FaceRekDb db,
        Guid personId,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var from = at - Punch.MaxSessionLength;
        return db.CountingPunches()
            .OfPerson(personId)
            .Where(punch => punch.At >= from && punch.At <= at)
            .OrderByDescending(punch => punch.At)
            .ThenByDescending(punch => punch.Number)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>When a punch counts; for a voided one its original time.</summary>
    public static async Task<DateTimeOffset> CountsAtAsync(
        this FaceRekDb db,
        Punch punch,
        CancellationToken cancellationToken
    ) =>
        await db.CountingPunches()
            .Where(one => one.Id == punch.Id)
            .Select(one => (DateTimeOffset?)one.At)
            .SingleOrDefaultAsync(cancellationToken)
        ?? punch.At;

    /// <summary>Of several amendments of one punch the last applies.</summary>
    private static IQueryable<PunchAmendment> Last(this IQueryable<PunchAmendment> amendments, FaceRekDb db) =>
        amendments.Where(amendment =>
            !db.PunchAmendments.Any(later =>
                later.PunchId == amendment.PunchId
                && (
                    later.RecordedAt > amendment.RecordedAt
                    || (later.RecordedAt == amendment.RecordedAt && later.Id.CompareTo(amendment.Id) > 0)
                )
            )
        );
}
