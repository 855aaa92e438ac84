using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People;

/// <summary>
/// Finds people who pass for each other: when somebody is enrolled or comes back, when another model's templates are made, and when an admin asks. From then
/// on they are asked for their PIN as well.
/// </summary>
public sealed class LookAlikes(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceVault vault,
    Galleries galleries,
    TimeProvider clock
)
{
    private const int MostAtOnce = 10;

    private FaceModel Model => models.Get(current.Organization.FaceModel);

    /// <summary>Somebody else here, active, passes for this person or the other way round.</summary>
    public Task<bool> AnyOfAsync(Guid personId, CancellationToken cancellation)
    {
        var model = Model.Id.ToString();
        return db
            .LookAlikes.OfPerson(personId)
            .AnyAsync(
                pair =>
                    pair.Model == model
                    && db.People.Any(other =>
                        other.Id != personId
                        && (other.Id == pair.OneId || other.Id == pair.OtherId)
                        && other.Status == PersonStatus.Active
                    ),
                cancellation
            );
    }

    /// <summary>Compares a template that is about to be enrolled with everybody else's. Runs in the caller's transaction, which saves.</summary>
    public async Task NoteAsync(Guid personId, Template template, CancellationToken cancellation) =>
        await NoteAsync(await FindAsync(personId, template, cancellation), template.Model, cancellation);

    /// <summary>Whoever passes for the person under the template's model, whether or not it is in force.</summary>
    public async Task<IReadOnlyList<AlikePair>> FindAsync(
        Guid personId,
        Template template,
        CancellationToken cancellation
    )
    {
        var model = models.Get(template.Model.Name);
        var gallery = await galleries.OfAsync(db, current.Organization, model, cancellation);
        return
        [
            .. gallery
                .Rank(template, MostAtOnce)
                .Where(near => near.PersonId != personId && near.Score >= model.Policy.Threshold)
                .Select(near => new AlikePair(personId, near.PersonId!.Value, near.Score)),
        ];
    }

    /// <summary>Runs in the caller's transaction, which saves.</summary>
    public async Task NoteAsync(IEnumerable<AlikePair> found, ModelId model, CancellationToken cancellation)
    {
        foreach (var pair in found)
        {
            await AddAsync(pair, model, cancellation);
        }
    }

    /// <summary>Somebody is active again: whoever was enrolled meanwhile was not compared with them. Runs in the caller's transaction, which saves.</summary>
    public async Task NoteReturnAsync(Person person, CancellationToken cancellation)
    {
        foreach (var row in await db.FaceTemplates.OfPerson(person.Id).AsNoTracking().ToListAsync(cancellation))
        {
            if (models.Installed.Any(model => model.IsUsable && new ModelId(model.Name, model.Version) == row.Model))
            {
                await NoteAsync(person.Id, vault.Open(person, row), cancellation);
            }
        }
    }

    /// <summary>What is found now takes the place of what was found before.</summary>
    public async Task ReplaceAsync(IEnumerable<AlikePair> found, CancellationToken cancellation)
    {
        await using var turn = await db.TakeTurnAsync(current.Organization, cancellation);
        var (id, model) = (Model.Id, Model.Id.ToString());
        await db.LookAlikes.Where(pair => pair.Model == model).ExecuteDeleteAsync(cancellation);
        await NoteAsync(found, id, cancellation);
        await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
    }

    private async Task AddAsync(AlikePair pair, ModelId by, CancellationToken cancellation)
    {
        var (one, other) =
            pair.OneId.CompareTo(pair.OtherId) < 0 ? (pair.OneId, pair.OtherId) : (pair.OtherId, pair.OneId);
        var model = by.ToString();
        if (await db.LookAlikes.FindAsync([current.Organization.Id, one, other, model], cancellation) is not null)
        {
            return;
        }
        // Whose faces were destroyed since they were compared: nothing is kept of them.
        if (!await db.FaceTemplates.OfPerson(pair.OtherId).AnyAsync(cancellation))
        {
            return;
        }
        db.LookAlikes.Add(
            new LookAlike
            {
                OrganizationId = current.Organization.Id,
                OneId = one,
                OtherId = other,
                Model = model,
                Score = pair.Score,
                FoundAt = clock.GetUtcNow(),
            }
        );
    }
}
