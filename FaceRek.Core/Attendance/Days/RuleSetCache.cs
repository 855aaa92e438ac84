using System.Collections.Concurrent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// The rule book of each organization, in memory. The database stays the truth: whoever asks has read the organization's stamp a moment ago, in the
/// same transaction where there is one, and a book under another stamp is read anew. So a changed shift holds from the next punch, on every node.
/// </summary>
public sealed class RuleSetCache
{
    /// <summary>Beyond this all are put away at once: a book is read in a few milliseconds.</summary>
    private const int MaxCount = 1_000;

    private readonly ConcurrentDictionary<Guid, RuleSet> books = [];

    /// <param name="organizationId">The one that <paramref name="db"/> has entered.</param>
    public async Task<RuleSet> OfAsync(
        FaceRekDb db,
        Guid organizationId,
        Guid stamp,
        CancellationToken cancellationToken
    )
    {
        if (books.TryGetValue(organizationId, out var kept) && kept.Stamp == stamp)
        {
            return kept;
        }
        if (books.Count >= MaxCount)
        {
            books.Clear();
        }
        return books[organizationId] = await RuleSet.ReadAsync(db, stamp, cancellationToken);
    }

    /// <summary>For who has no stamp yet, or found that theirs is of before.</summary>
    public async Task<RuleSet> NowAsync(FaceRekDb db, Guid organizationId, CancellationToken cancellationToken) =>
        await OfAsync(
            db,
            organizationId,
            await db
                .Organizations.Where(organization => organization.Id == organizationId)
                .Select(organization => organization.RulesStamp)
                .SingleAsync(cancellationToken),
            cancellationToken
        );
}
