using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>Tells every node that rules are not what they were. Rows that are saved are noted by themselves; rules are changed in no other way.</summary>
internal static class RuleCacheInvalidation
{
    /// <summary>
    /// In the transaction of the change: both hold or neither does. A stamp is drawn and not counted, so that one of a transaction that was undone never comes again.
    /// </summary>
    public static Task NoteRulesChangedAsync(
        this FaceRekDb db,
        Guid organizationId,
        CancellationToken cancellationToken
    )
    {
        var stamp = Guid.CreateVersion7();
        return db
            .Organizations.Where(o => o.Id == organizationId)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.RulesStamp, stamp), cancellationToken);
    }

    /// <summary>Organizations whose rules are about to be saved.</summary>
    public static IReadOnlyList<Guid> PendingRuleChanges(this FaceRekDb db) =>
        [
            .. db
                .ChangeTracker.Entries<ISharedRule>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                .Select(entry => entry.Entity.OrganizationId)
                .Distinct(),
        ];
}
