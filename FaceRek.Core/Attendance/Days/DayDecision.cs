using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A decision about an exception. A fact; of two the later applies, and none applies once the exception has changed.</summary>
public sealed class DayDecision : IOrganizationOwned
{
    public const int MaxNoteLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>One kind.</summary>
    public required ExceptionKinds Kind { get; init; }

    /// <summary>Identifies the exception, see <see cref="DayException.Fingerprint"/>.</summary>
    public required long Fingerprint { get; init; }

    /// <summary>Accepted: it counts as it is. Otherwise an inferred check-out is not counted, and overtime is not paid.</summary>
    public required bool IsAccepted { get; init; }

    public string? Note { get; init; }
    public required Guid DecidedById { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>The content of the decisions inbox: a day or week that is not settled may still change.</summary>
public static class DecisionQueries
{
    public static IQueryable<AttendanceDay> AwaitingDecision(this IQueryable<AttendanceDay> days, DateTimeOffset now) =>
        days.Where(day => day.NeedsDecision && day.SettlesAt <= now);

    public static IQueryable<AttendanceWeek> AwaitingDecision(
        this IQueryable<AttendanceWeek> weeks,
        DateTimeOffset now
    ) => weeks.Where(week => week.NeedsDecision && week.SettlesAt <= now);
}

/// <summary>
/// A number that identifies some punches as they are (FNV-1a, 64 bits): another time or another punch gives another
/// number.
/// </summary>
internal static class DecisionFingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static long Of(IEnumerable<CountingPunch> punches)
    {
        var hash = Offset;
        Span<byte> bytes = stackalloc byte[24];
        foreach (var punch in punches)
        {
            punch.Id.TryWriteBytes(bytes);
            BitConverter.TryWriteBytes(bytes[16..], punch.Second.ToUnixTimeSeconds());
            foreach (var one in bytes)
            {
                hash = unchecked((hash ^ one) * Prime);
            }
        }
        return unchecked((long)hash);
    }
}
