using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Punches as they count after what was voided and moved.</summary>
public static class EffectivePunches
{
    /// <summary>Of these people from one instant on and before another; earliest first in each.</summary>
    public static async Task<ILookup<Guid, DayPunch>> EffectiveAsync(
        this FaceRekDb db, IReadOnlyList<Guid> people, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var punches = await db.Punches.Where(punch => people.Contains(punch.PersonId) && punch.At >= from && punch.At < to).Select(Row.Of).ToListAsync(cancellation);
        var amendments = await db.PunchAmendments.Where(amendment => people.Contains(amendment.PersonId) && ((amendment.PunchAt >= from && amendment.PunchAt < to) || (amendment.At >= from && amendment.At < to)))
            .OrderBy(amendment => amendment.RecordedAt).ThenBy(amendment => amendment.Id).AsNoTracking().ToListAsync(cancellation);
        if (amendments.Count > 0) { punches = await AmendAsync(db, punches, amendments, from, to, cancellation); }
        return punches.OrderBy(punch => punch.At).ThenBy(punch => punch.Number).ToLookup(punch => punch.PersonId, Counting);
    }

    private static async Task<List<Row>> AmendAsync(FaceRekDb db, List<Row> punches, List<PunchAmendment> amendments, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var last = amendments.GroupBy(amendment => amendment.PunchId).ToDictionary(group => group.Key, group => group.Last());
        var elsewhere = last.Keys.Except(punches.Select(punch => punch.Id)).ToList();
        if (elsewhere.Count > 0)
        {
            punches.AddRange(await db.Punches.Where(punch => elsewhere.Contains(punch.Id)).Select(Row.Of).ToListAsync(cancellation));
        }
        return [.. punches.Select(punch => last.TryGetValue(punch.Id, out var amendment) ? amendment.At is { } at ? punch with { At = at } : null : punch).OfType<Row>().Where(punch => punch.At >= from && punch.At < to)];
    }

    private static DayPunch Counting(Row punch) => new(
        punch.Id, Instant.FromUnixTimeSeconds(punch.At.ToUnixTimeSeconds()), punch.Number, punch.Direction, punch.Zone, punch.SiteId,
        punch is { Score: { } score, Threshold: { } threshold } && threshold != 0 ? 100.0 * (score - threshold) / Math.Abs(threshold) : null,
        punch.Place is PunchPlace.Outside or PunchPlace.Implausible);

    private sealed record Row(Guid Id, Guid PersonId, DateTimeOffset At, int Number, Direction Direction, string Zone, float? Score, float? Threshold, Guid? SiteId, PunchPlace Place)
    {
        public static readonly System.Linq.Expressions.Expression<Func<Punch, Row>> Of =
            punch => new Row(punch.Id, punch.PersonId, punch.At, punch.Number, punch.Direction, punch.Zone, punch.Score, punch.Threshold, punch.SiteId, punch.Place);
    }
}
