using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>One clock event. A fact: never edited, never deleted.</summary>
public sealed class Punch : IOrganizationOwned
{
    /// <summary>A face is seen many times a second; within this window only the first sight counts.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(1);

    /// <summary>Somebody who came in and was forgotten is not still in a day later.</summary>
    public static readonly TimeSpan MaxSessionLength = TimeSpan.FromHours(16);

    public const int MaxReasonLength = 300;

    /// <summary>Of a terminal's name, and of its number of an event.</summary>
    public const int MaxDeviceLength = 64;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>1, 2, 3 … of this person in the order of recording; unique, so that two devices cannot both record the next one.</summary>
    public required int Number { get; init; }

    /// <summary>Server time, UTC; a manager's punch may lie in the past.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>IANA zone in force when it was made; frozen here.</summary>
    public required string Zone { get; init; }

    /// <summary>Where it was made, or where the person belonged; a site is never deleted.</summary>
    public Guid? SiteId { get; init; }

    public LocationStatus LocationStatus { get; init; }

    /// <summary>From the middle of the site's fence, by the browser's claim.</summary>
    public int? MetresAway { get; init; }

    /// <summary>Radius in which the browser claimed to be with 95 %.</summary>
    public int? MetresAccurate { get; init; }

    public required Direction Direction { get; init; }
    public required DirectionSource DirectionSource { get; init; }
    public required PunchWay Way { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required Guid RecordedById { get; init; }

    /// <summary>Why a manager punched by hand.</summary>
    public string? Reason { get; init; }

    /// <summary>The trusted terminal that told of it.</summary>
    public string? Device { get; init; }

    /// <summary>The terminal's own number of the event; with <see cref="Device"/> unique, so that an event sent twice is one punch.</summary>
    public string? DeviceEventId { get; init; }

    /// <summary>What the terminal's clock said: evidence.</summary>
    public DateTimeOffset? DeviceAt { get; init; }

    public string? Model { get; init; }
    public float? Score { get; init; }
    public float? Threshold { get; init; }
    public float? Margin { get; init; }

    /// <summary>When it was on the clock at its place.</summary>
    public DateTimeOffset LocalAt => TimeZoneInfo.ConvertTime(At, TimeZoneInfo.FindSystemTimeZoneById(Zone));

    /// <summary>In after out, out after in; in again when the last in is too long ago to be an open session.</summary>
    public static Direction Next(CountingPunch? previous, DateTimeOffset now) =>
        previous is { Direction: Direction.In } && now - previous.At < MaxSessionLength ? Direction.Out : Direction.In;
}

public enum Direction
{
    In,
    Out,
}

/// <summary>What decided between in and out; kept because payroll asks.</summary>
public enum DirectionSource
{
    /// <summary>The person had been in (or out) and nothing else was said.</summary>
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

    /// <summary>By a trusted terminal of the organization's own.</summary>
    Device,
}

/// <summary>What was known of the place of a punch. A claim of network and browser, and no proof.</summary>
public enum LocationStatus
{
    NotAsked,

    /// <summary>From an address of the site.</summary>
    Network,

    Inside,
    Outside,

    /// <summary>No position, an old one, or one too inexact to say.</summary>
    Uncertain,

    /// <summary>A position that nobody can have reached since the last one.</summary>
    Implausible,
}

public static class PunchQueries
{
    public static IQueryable<Punch> OfPerson(this IQueryable<Punch> punches, Guid personId) =>
        punches.Where(punch => punch.PersonId == personId);

    /// <summary>From <paramref name="from"/> on, before <paramref name="to"/>.</summary>
    public static IQueryable<Punch> Between(this IQueryable<Punch> punches, DateTimeOffset from, DateTimeOffset to) =>
        punches.Where(punch => punch.At >= from && punch.At < to);

    /// <summary>The person's punch nearest before or at <paramref name="at"/>, whether it counts or not: they were seen there.</summary>
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
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellationToken);
}
