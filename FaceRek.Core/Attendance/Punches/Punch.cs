using FaceRek.Core.Organizations;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>One check-in or check-out. A fact: never edited, never deleted.</summary>
public sealed class Punch : IOrganizationOwned
{
    /// <summary>A face is seen many times a second; within this window only the first sight counts.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(1);

    /// <summary>A person who forgot to check out does not count as present a day later.</summary>
    public static readonly TimeSpan MaxSessionLength = TimeSpan.FromHours(16);

    public const int MaxReasonLength = 300;

    /// <summary>Of a terminal's name, and of its event number.</summary>
    public const int MaxDeviceLength = 64;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>1, 2, 3 … for this person in the order of recording; unique, so that two devices cannot both record the next one.</summary>
    public required int Number { get; init; }

    /// <summary>Server time, UTC; a manager's punch may be in the past.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>IANA time zone of the moment it was made; frozen here.</summary>
    public required string Zone { get; init; }

    /// <summary>Where it was made, or the person's site; a site is never deleted.</summary>
    public Guid? SiteId { get; init; }

    public LocationStatus LocationStatus { get; init; }

    /// <summary>From the centre of the site's geofence, as reported by the browser.</summary>
    public int? MetresAway { get; init; }

    /// <summary>Radius of the reported position with 95 % confidence.</summary>
    public int? MetresAccurate { get; init; }

    public required Direction Direction { get; init; }
    public required DirectionSource DirectionSource { get; init; }
    public required PunchWay Way { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required Guid RecordedById { get; init; }

    /// <summary>Why a manager added the punch.</summary>
    public string? Reason { get; init; }

    /// <summary>The trusted terminal that reported it.</summary>
    public string? Device { get; init; }

    /// <summary>
    /// The terminal's own event number; unique together with <see cref="Device"/>, so that an event sent twice is one
    /// punch.
    /// </summary>
    public string? DeviceEventId { get; init; }

    /// <summary>The terminal's clock time, as evidence.</summary>
    public DateTimeOffset? DeviceAt { get; init; }

    public string? Model { get; init; }
    public float? Score { get; init; }
    public float? Threshold { get; init; }
    public float? Margin { get; init; }

    /// <summary>Its time in the local time of its place.</summary>
    public DateTimeOffset LocalAt => WallClock.Of(Zone).Show(At);

    /// <summary>In after out, out after in; in again when the last in is too long ago to be an open session.</summary>
    public static Direction Next(CountingPunch? previous, DateTimeOffset now) =>
        previous is { Direction: Direction.In } && now - previous.At < MaxSessionLength ? Direction.Out : Direction.In;
}

public enum Direction
{
    In,
    Out,
}

/// <summary>What decided the direction; stored because payroll asks.</summary>
public enum DirectionSource
{
    /// <summary>The opposite of the previous punch, as nothing else was chosen.</summary>
    Alternation,

    /// <summary>The person or manager chose it.</summary>
    Choice,
}

public enum PunchWay
{
    Face,
    Pin,

    /// <summary>By a manager, with a reason.</summary>
    Manual,

    /// <summary>By a trusted terminal of the organization.</summary>
    Device,
}

/// <summary>What was known about the location of a punch. Reported by network and browser, and not a proof.</summary>
public enum LocationStatus
{
    NotAsked,

    /// <summary>From a network of the site.</summary>
    Network,

    Inside,
    Outside,

    /// <summary>No position, an old one, or one too inexact to decide.</summary>
    Uncertain,

    /// <summary>A position that cannot be reached in the time since the last one.</summary>
    Implausible,
}

public static class PunchQueries
{
    public static IQueryable<Punch> OfPerson(this IQueryable<Punch> punches, Guid personId) =>
        punches.Where(punch => punch.PersonId == personId);

    /// <summary>From <paramref name="from"/> on, before <paramref name="to"/>.</summary>
    public static IQueryable<Punch> Between(this IQueryable<Punch> punches, DateTimeOffset from, DateTimeOffset to) =>
        punches.Where(punch => punch.At >= from && punch.At < to);

    /// <summary>The person's last punch before or at <paramref name="at"/>, whether or not it counts: it shows where they were.</summary>
    public static Task<Punch?> LastOfAsync(
        this IQueryable<Punch> punches,
        Guid personId,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        punches
            .OfPerson(personId)
            .Where(punch => punch.At <= at)
            .OrderByDescending(punch => punch.At)
            .ThenByDescending(punch => punch.Number)
            .FirstOrDefaultAsync(cancellationToken);
}
