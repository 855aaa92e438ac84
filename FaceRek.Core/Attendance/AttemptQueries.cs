using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

internal static class AttemptQueries
{
    /// <returns>When failures let the way to this person open again; null while it is open.</returns>
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
