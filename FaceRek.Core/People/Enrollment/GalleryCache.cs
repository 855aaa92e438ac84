using System.Collections.Concurrent;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Enrollment;

/// <summary>
/// The enrolled templates of each organization, decrypted, in memory. The database stays the authority: each use reads
/// one number, and only when it changed are the affected people read again. So a withdrawn consent or a deactivation
/// takes effect from the next request, on every node.
/// </summary>
public sealed class GalleryCache(FaceModels models, TemplateEncryption encryption)
{
    /// <summary>With more changes than this, comparing all ids is quicker.</summary>
    private const int MaxChanges = 200;

    private readonly ConcurrentDictionary<(Guid OrganizationId, ModelId Model), Shelf> shelves = [];

    /// <summary>The gallery of the organization that <paramref name="db"/> has entered, under its active model.</summary>
    public Task<Gallery> OfAsync(FaceRekDb db, Organization organization, CancellationToken cancellationToken) =>
        OfAsync(db, organization, models.Get(organization.FaceModel), cancellationToken);

    /// <summary>The same under any model, for a trial.</summary>
    public async Task<Gallery> OfAsync(
        FaceRekDb db,
        Organization organization,
        FaceModel model,
        CancellationToken cancellationToken
    )
    {
        var shelf = shelves.GetOrAdd((organization.Id, model.Id), _ => new Shelf(model.NewGallery()));
        if (await VersionAsync(db, organization, cancellationToken) == shelf.Version)
        {
            return shelf.Gallery;
        }
        await shelf.Gate.WaitAsync(cancellationToken);
        try
        {
            // Read before the rows: a change in between raises the number and is picked up next time.
            var version = await VersionAsync(db, organization, cancellationToken);
            if (version != shelf.Version)
            {
                await BringUpToDateAsync(shelf, version, db, cancellationToken);
            }
        }
        finally
        {
            shelf.Gate.Release();
        }
        return shelf.Gallery;
    }

    /// <summary>
    /// Releases galleries that were not used since faces in them changed: under a model that is no longer used, or of a
    /// deleted organization, they would otherwise keep what was deleted in the database. The next use loads them again.
    /// </summary>
    public async Task ForgetAsync(FaceRekDb db, CancellationToken cancellationToken)
    {
        var versions = await db
            .Organizations.Select(o => new { o.Id, o.GalleryVersion })
            .ToDictionaryAsync(o => o.Id, o => o.GalleryVersion, cancellationToken);
        foreach (var (key, shelf) in shelves)
        {
            if (!versions.TryGetValue(key.OrganizationId, out var version) || version != shelf.Version)
            {
                shelves.TryRemove(KeyValuePair.Create(key, shelf));
            }
        }
    }

    internal bool Holds(Guid organizationId) => shelves.Keys.Any(key => key.OrganizationId == organizationId);

    private static Task<long> VersionAsync(
        FaceRekDb db,
        Organization organization,
        CancellationToken cancellationToken
    ) =>
        db
            .Organizations.Where(o => o.Id == organization.Id)
            .Select(o => o.GalleryVersion)
            .SingleAsync(cancellationToken);

    private async Task BringUpToDateAsync(Shelf shelf, long version, FaceRekDb db, CancellationToken cancellationToken)
    {
        var known = shelf.Version;
        shelf.Version = Shelf.Unknown;
        if (
            known != Shelf.Unknown
            && version - known is > 0 and <= MaxChanges
            && await ChangedAsync(db, known, version, cancellationToken) is { } people
        )
        {
            foreach (var personId in people)
            {
                await TakeAgainAsync(shelf.Gallery, personId, db, cancellationToken);
            }
        }
        else
        {
            await CompareAllAsync(shelf.Gallery, db, cancellationToken);
        }
        // Changes of an open transaction may still be rolled back; the number would then stand for a state that never existed.
        if (db.Database.CurrentTransaction is null)
        {
            shelf.Version = version;
        }
    }

    /// <returns>Null when some of the changes are no longer kept.</returns>
    private static async Task<IReadOnlyList<Guid>?> ChangedAsync(
        FaceRekDb db,
        long known,
        long version,
        CancellationToken cancellationToken
    )
    {
        var changes = await db
            .GalleryChanges.Where(change => change.Version > known && change.Version <= version)
            .Select(change => change.PersonId)
            .ToListAsync(cancellationToken);
        return changes.Count == version - known ? [.. changes.Distinct()] : null;
    }

    private async Task TakeAgainAsync(Gallery gallery, Guid personId, FaceRekDb db, CancellationToken cancellationToken)
    {
        var ids = await Matching(db, gallery.Model)
            .OfPerson(personId)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        var here = gallery.TemplateIdsOf(personId);
        foreach (var gone in here.Except(ids))
        {
            gallery.Remove(gone);
        }
        await PutAsync(gallery, [.. ids.Except(here)], db, cancellationToken);
    }

    private async Task CompareAllAsync(Gallery gallery, FaceRekDb db, CancellationToken cancellationToken)
    {
        var stored = (
            await Matching(db, gallery.Model).Select(row => row.Id).ToListAsync(cancellationToken)
        ).ToHashSet();
        var here = gallery.TemplateIds;
        foreach (var gone in here.Where(id => !stored.Contains(id)))
        {
            gallery.Remove(gone);
        }
        stored.ExceptWith(here);
        foreach (var batch in stored.Chunk(500))
        {
            await PutAsync(gallery, batch, db, cancellationToken);
        }
    }

    private async Task PutAsync(Gallery gallery, Guid[] ids, FaceRekDb db, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
        {
            return;
        }
        var rows = await Matching(db, gallery.Model)
            .Where(row => ids.Contains(row.Id))
            .Join(db.People, row => row.PersonId, person => person.Id, (row, person) => new { row, person })
            .ToListAsync(cancellationToken);
        foreach (var found in rows)
        {
            gallery.Put(found.person.Id, found.row.Id, encryption.Open(found.person, found.row));
        }
    }

    private static IQueryable<FaceTemplate> Matching(FaceRekDb db, ModelId model) =>
        db
            .FaceTemplates.OfModel(model)
            .Where(row => db.People.Any(person => person.Id == row.PersonId && person.Status == PersonStatus.Active));

    private sealed class Shelf(Gallery gallery)
    {
        public const long Unknown = -1;

        private long version = Unknown;

        public Gallery Gallery => gallery;

        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>The organization's number when the gallery was last updated.</summary>
        public long Version
        {
            get => Volatile.Read(ref version);
            set => Volatile.Write(ref version, value);
        }
    }
}

/// <summary>
/// A person whose faces were added, removed or deactivated. A node uses these rows to update its gallery person by
/// person, without reading the rest again.
/// </summary>
public sealed class GalleryChange : IOrganizationOwned
{
    /// <summary>This many are kept for nodes that were away; a node that missed more reads everything.</summary>
    public const int Kept = 10_000;

    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … of the organization, in the order of commits; the last is <see cref="Organization.GalleryVersion"/>.</summary>
    public required long Version { get; init; }

    public required Guid PersonId { get; init; }
}
