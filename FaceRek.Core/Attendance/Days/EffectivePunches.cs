using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

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
