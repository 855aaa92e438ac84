using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>Punches as they count after corrections: voided ones left out, moved ones where they were moved to.</summary>
public static class CountingPunches
{
    /// <summary>Of these punches those that count from one instant on and before another; earliest first.</summary>
    public static async Task<List<CountingPunch>> CountingAsync(
        this FaceRekDb db,
        IQueryable<Punch> punches,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken
    )
    {
        var untouched = await punches
            .Between(from, to)
            .Where(punch => !db.PunchAmendments.Any(amendment => amendment.PunchId == punch.Id))
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var moved = await db
            .PunchAmendments.InForce(db)
            .Where(amendment => amendment.At >= from && amendment.At < to)
            .Join(
                punches,
                amendment => amendment.PunchId,
                punch => punch.Id,
                (amendment, punch) => new { Punch = punch, At = amendment.At!.Value }
            )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return
        [
            .. untouched
                .Select(punch => new CountingPunch(punch, punch.At))
                .Concat(moved.Select(one => new CountingPunch(one.Punch, one.At)))
                .OrderBy(one => one.At)
                .ThenBy(one => one.Punch.Number),
        ];
    }

    /// <summary>The person's punch that counts nearest before or at <paramref name="at"/>, no longer ago than somebody can be in.</summary>
    public static async Task<CountingPunch?> LastCountingAsync(
        this FaceRekDb db,
        Guid personId,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        (
            await db.CountingAsync(
                db.Punches.OfPerson(personId),
                at - Punch.MaxSessionLength,
                at.AddTicks(1),
                cancellationToken
            )
        ).LastOrDefault();

    /// <summary>When a punch counts; of a voided one when it was made.</summary>
    public static async Task<DateTimeOffset> CountsAtAsync(
        this FaceRekDb db,
        Punch punch,
        CancellationToken cancellationToken
    ) =>
        await db
            .PunchAmendments.InForce(db)
            .Where(amendment => amendment.PunchId == punch.Id)
            .Select(amendment => amendment.At)
            .SingleOrDefaultAsync(cancellationToken)
        ?? punch.At;

    /// <summary>Of several about one punch the last.</summary>
    internal static IQueryable<PunchAmendment> InForce(this IQueryable<PunchAmendment> amendments, FaceRekDb db) =>
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

/// <summary>A punch that was not voided, and when it counts.</summary>
/// <param name="At">Its own time, or the one it was moved to.</param>
public sealed record CountingPunch(Punch Punch, DateTimeOffset At)
{
    public bool IsMoved => At != Punch.At;

    /// <summary>When it counts, on the clock at its place.</summary>
    public DateTimeOffset LocalAt => TimeZoneInfo.ConvertTime(At, TimeZoneInfo.FindSystemTimeZoneById(Punch.Zone));
}
