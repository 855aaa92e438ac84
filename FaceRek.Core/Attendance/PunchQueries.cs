using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

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
