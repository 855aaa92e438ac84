using System.Collections.Concurrent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// The rules of each organization, in memory. The database stays the authority: the caller has just read the
/// organization's stamp, in the same transaction where there is one, and rules with another stamp are read again. So a
/// changed shift applies from the next punch on, on every node.
/// </summary>
public sealed class RuleSetCache
{
    /// <summary>Above this all are dropped at once: a rule set is read in a few milliseconds.</summary>
    private const int MaxCount = 1_000;

    private readonly ConcurrentDictionary<Guid, RuleSet> ruleSets = [];

    /// <param name="organizationId">The one that <paramref name="db"/> has entered.</param>
    public async Task<RuleSet> OfAsync(
        FaceRekDb db,
        Guid organizationId,
        Guid stamp,
        CancellationToken cancellationToken
    )
    {
        if (ruleSets.TryGetValue(organizationId, out var kept) && kept.Stamp == stamp)
        {
            return kept;
        }
        if (ruleSets.Count >= MaxCount)
        {
            ruleSets.Clear();
        }
        return ruleSets[organizationId] = await RuleSet.ReadAsync(db, stamp, cancellationToken);
    }

    /// <summary>For callers without a stamp, or whose stamp is outdated.</summary>
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
