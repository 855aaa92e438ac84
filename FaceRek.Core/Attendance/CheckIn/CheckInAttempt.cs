using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>An attempt that made no punch. Admins see it; repeated failures lock this way of checking in for a while.</summary>
public sealed class CheckInAttempt : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required PunchWay Way { get; init; }
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Why the burst did not pass as a living person; null where something else failed.</summary>
    public LivenessError? LivenessFault { get; init; }

    public string? Model { get; init; }
    public float? Score { get; init; }
    public float? Threshold { get; init; }
    public float? Margin { get; init; }
}

public enum AttemptOutcome
{
    NotRecognised,
    Ambiguous,
    SeveralPeople,
    PoorPicture,
    NotLive,
    WrongPin,
}

internal static class AttemptQueries
{
    /// <returns>When this person may try again; null while it is not locked.</returns>
    public static async Task<DateTimeOffset?> ClosedUntilAsync(
        this IQueryable<CheckInAttempt> attempts,
        Guid personId,
        PunchWay way,
        LockoutRule limit,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - limit.Memory;
        return limit.ClosedUntil(
            await attempts
                .Where(attempt =>
                    attempt.PersonId == personId
                    && attempt.Way == way
                    && attempt.At > since
                    && attempt.Outcome != AttemptOutcome.PoorPicture
                )
                .Select(attempt => attempt.At)
                .ToListAsync(cancellationToken),
            now
        );
    }
}
