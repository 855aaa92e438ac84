using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>
/// Tells every node that faces have changed. Saved rows are noted automatically; statements that change faces or a
/// status must call this.
/// </summary>
public static class GalleryCacheInvalidation
{
    /// <summary>Call in the transaction of the change, so that both are saved or neither.</summary>
    public static async Task NoteFacesChangedAsync(
        this FaceRekDb db,
        Guid organizationId,
        Guid personId,
        CancellationToken cancellationToken
    )
    {
        // The organization's row is locked until the transaction ends, so that versions are committed in order.
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

/// <summary>Tells every node that rules have changed. Saved rows are noted automatically; rules are changed in no other way.</summary>
internal static class RuleCacheInvalidation
{
    /// <summary>
    /// In the transaction of the change, so that both are saved or neither. The stamp is random and not a counter, so
    /// that the one of a rolled-back transaction never occurs again.
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
