using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>What somebody decided about an exception. A fact; of two the later holds, and none holds once the exception is another one.</summary>
public sealed class DayDecision : IOrganizationOwned
{
    public const int MaxNoteLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>One kind.</summary>
    public required ExceptionKinds Kind { get; init; }

    /// <summary>What the exception was, see <see cref="DayException.Fingerprint"/>.</summary>
    public required long Fingerprint { get; init; }

    /// <summary>Accepted: it counts as it stands. Otherwise an inferred check-out is not believed, and overtime is not paid.</summary>
    public required bool IsAccepted { get; init; }

    public string? Note { get; init; }
    public required Guid DecidedById { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>What the inbox of decisions shows: a day or week that still runs may become another.</summary>
public static class DecisionQueries
{
    public static IQueryable<AttendanceDay> AwaitingDecision(this IQueryable<AttendanceDay> days, DateTimeOffset now) =>
        days.Where(day => day.NeedsDecision && day.SettlesAt <= now);

    public static IQueryable<AttendanceWeek> AwaitingDecision(
        this IQueryable<AttendanceWeek> weeks,
        DateTimeOffset now
    ) => weeks.Where(week => week.NeedsDecision && week.SettlesAt <= now);
}

/// <summary>A number that stands for some punches as they are (FNV-1a, 64 bits): another time or another punch makes another number.</summary>
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
