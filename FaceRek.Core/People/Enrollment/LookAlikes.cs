using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Enrollment;

/// <summary>
/// Finds people who pass for each other: at an enrolment or reactivation, when templates of another model are made, and
/// when an admin asks. From then on they check in by PIN.
/// </summary>
public sealed class LookAlikes(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    TemplateEncryption encryption,
    GalleryCache galleries,
    TimeProvider clock
)
{
    private const int MaxAtOnce = 10;

    private FaceModel Model => models.Get(current.Organization.FaceModel);

    /// <summary>Whether another active person passes for this one, or the other way round.</summary>
    public Task<bool> AnyOfAsync(Guid personId, CancellationToken cancellationToken)
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
                cancellationToken
            );
    }

    /// <summary>
    /// Compares a template that is about to be enrolled with those of all other people. Runs in the caller's
    /// transaction, which saves.
    /// </summary>
    public async Task NoteAsync(Guid personId, Template template, CancellationToken cancellationToken) =>
        await NoteAsync(await FindAsync(personId, template, cancellationToken), template.Model, cancellationToken);

    /// <summary>The people who pass for the person under the template's model, whether or not that model is active.</summary>
    public async Task<IReadOnlyList<LookAlikePair>> FindAsync(
        Guid personId,
        Template template,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(template.Model.Name);
        var gallery = await galleries.OfAsync(db, current.Organization, model, cancellationToken);
        return
        [
            .. gallery
                .Rank(template, MaxAtOnce)
                .Where(near => near.PersonId != personId && near.Score >= model.Policy.Threshold)
                .Select(near => new LookAlikePair(personId, near.PersonId!.Value, near.Score)),
        ];
    }

    /// <summary>Runs in the caller's transaction, which saves.</summary>
    public async Task NoteAsync(IEnumerable<LookAlikePair> found, ModelId model, CancellationToken cancellationToken)
    {
        foreach (var pair in found)
        {
            await AddAsync(pair, model, cancellationToken);
        }
    }

    /// <summary>
    /// A person is active again: people who were enrolled meanwhile have not been compared with them. Runs in the
    /// caller's transaction, which saves.
    /// </summary>
    public async Task NoteReturnAsync(Person person, CancellationToken cancellationToken)
    {
        foreach (var row in await db.FaceTemplates.OfPerson(person.Id).ToListAsync(cancellationToken))
        {
            if (models.Installed.Any(model => model.IsUsable && new ModelId(model.Name, model.Version) == row.Model))
            {
                await NoteAsync(person.Id, encryption.Open(person, row), cancellationToken);
            }
        }
    }

    /// <summary>Replaces the earlier findings.</summary>
    public async Task ReplaceAsync(IEnumerable<LookAlikePair> found, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        var (id, model) = (Model.Id, Model.Id.ToString());
        await db.LookAlikes.Where(pair => pair.Model == model).ExecuteDeleteAsync(cancellationToken);
        await NoteAsync(found, id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task AddAsync(LookAlikePair pair, ModelId by, CancellationToken cancellationToken)
    {
        var (one, other) =
            pair.OneId.CompareTo(pair.OtherId) < 0 ? (pair.OneId, pair.OtherId) : (pair.OtherId, pair.OneId);
        var model = by.ToString();
        if (await db.LookAlikes.FindAsync([current.Organization.Id, one, other, model], cancellationToken) is not null)
        {
            return;
        }
        // The other person's faces were deleted since the comparison: keep nothing about them.
        if (!await db.FaceTemplates.OfPerson(pair.OtherId).AnyAsync(cancellationToken))
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

/// <summary>Two people whose faces pass for each other in a 1:1 comparison: their face alone is not enough.</summary>
public sealed class LookAlike : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }

    /// <summary>The smaller id of the two.</summary>
    public required Guid OneId { get; init; }

    public required Guid OtherId { get; init; }

    /// <summary>See <see cref="Faces.ModelId"/>: people who are alike to one model may not be to another.</summary>
    public required string Model { get; init; }

    public required float Score { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}

public static class LookAlikeQueries
{
    public static IQueryable<LookAlike> OfPerson(this IQueryable<LookAlike> pairs, Guid personId) =>
        pairs.Where(pair => pair.OneId == personId || pair.OtherId == personId);
}
