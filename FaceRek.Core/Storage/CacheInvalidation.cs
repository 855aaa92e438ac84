using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>Tells every node that somebody's faces are not what they were. Rows that are saved are noted by themselves; statements that change faces or a status say so here.</summary>
public static class GalleryCacheInvalidation
{
    /// <summary>Call in the transaction of the change: both hold or neither does.</summary>
    public static async Task NoteFacesChangedAsync(
        this FaceRekDb db,
        Guid organizationId,
        Guid personId,
        CancellationToken cancellationToken
    )
    {
        // The organization's row is held until the transaction ends, so that versions are committed in their order.
        await db
            .Organizations.Where(o => o.Id == organizationId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(o => o.GalleryVersion, o => o.GalleryVersion + 1),
                cancellationToken
            );
        var version = await db
            .Organizations.Where(o => o.Id == organizationId)
            .Select(o => o.GalleryVersion)
            .SingleAsync(cancellationToken);
        db.GalleryChanges.Add(
            new GalleryChange
            {
                OrganizationId = organizationId,
                Version = version,
                PersonId = personId,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        await db
            .GalleryChanges.Where(change => change.Version <= version - GalleryChange.Kept)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>People whose faces or status are about to be saved.</summary>
    internal static IReadOnlyList<(Guid OrganizationId, Guid PersonId)> PendingFaceChanges(this FaceRekDb db) =>
        [
            .. db
                .ChangeTracker.Entries<FaceTemplate>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                .Select(entry => (entry.Entity.OrganizationId, entry.Entity.PersonId))
                .Concat(
                    db.ChangeTracker.Entries<Person>()
                        .Where(entry =>
                            entry.State == EntityState.Modified && entry.Property(person => person.Status).IsModified
                        )
                        .Select(entry => (entry.Entity.OrganizationId, PersonId: entry.Entity.Id))
                )
                .Distinct(),
        ];
}

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
