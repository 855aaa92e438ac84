using System.Collections.Concurrent;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People;

/// <summary>
/// The enrolled templates of each organization, opened, in memory. The database stays the truth: at each use the ids are compared, and
/// only what came or went since is opened or dropped. So a withdrawn consent or a deactivated person holds from the next request, on every node.
/// </summary>
public sealed class Galleries(FaceModels models, FaceVault vault)
{
    private readonly ConcurrentDictionary<(Guid OrganizationId, ModelId Model), Shelf> shelves = [];

    /// <summary>The gallery of the organization that <paramref name="db"/> has entered, under the model it has chosen.</summary>
    public async Task<Gallery> OfAsync(FaceRekDb db, Organization organization, CancellationToken cancellation)
    {
        var model = models.Get(organization.FaceModel);
        var shelf = shelves.GetOrAdd((organization.Id, model.Id), _ => new Shelf(model.NewGallery()));
        await shelf.Gate.WaitAsync(cancellation);
        try { await BringUpToDateAsync(shelf.Gallery, db, cancellation); }
        finally { _ = shelf.Gate.Release(); }
        return shelf.Gallery;
    }

    private async Task BringUpToDateAsync(Gallery gallery, FaceRekDb db, CancellationToken cancellation)
    {
        var stored = (await Matching(db, gallery.Model).Select(row => row.Id).ToListAsync(cancellation)).ToHashSet();
        foreach (var gone in gallery.TemplateIds.Where(id => !stored.Contains(id)).ToList()) { _ = gallery.Remove(gone); }

        stored.ExceptWith(gallery.TemplateIds);
        foreach (var batch in stored.Chunk(500))
        {
            var rows = await Matching(db, gallery.Model).Where(row => batch.Contains(row.Id))
                .Join(db.People, row => row.PersonId, person => person.Id, (row, person) => new { row, person }).AsNoTracking().ToListAsync(cancellation);
            foreach (var found in rows) { gallery.Put(found.person.Id, found.row.Id, vault.Open(found.person, found.row)); }
        }
    }

    private static IQueryable<FaceTemplate> Matching(FaceRekDb db, ModelId model) =>
        db.FaceTemplates.OfModel(model).Where(row => db.People.Any(person => person.Id == row.PersonId && person.Status == PersonStatus.Active));

    private sealed record Shelf(Gallery Gallery)
    {
        public SemaphoreSlim Gate { get; } = new(1);
    }
}
