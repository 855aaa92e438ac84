using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People;

/// <summary>Finds people who pass for each other, when somebody is enrolled and when an admin asks. From then on they are asked for their PIN as well.</summary>
public sealed class LookAlikes(FaceRekDb db, CurrentOrganization current, FaceModels models, Galleries galleries, TimeProvider clock)
{
    private const int MostAtOnce = 10;

    private FaceModel Model => models.Get(current.Organization.FaceModel);

    /// <summary>Somebody else here, active, passes for this person or the other way round.</summary>
    public Task<bool> AnyOfAsync(Guid personId, CancellationToken cancellation)
    {
        var model = Model.Id.ToString();
        return db.LookAlikes.OfPerson(personId).AnyAsync(
            pair => pair.Model == model && db.People.Any(other => other.Id != personId && (other.Id == pair.OneId || other.Id == pair.OtherId) && other.Status == PersonStatus.Active), cancellation);
    }

    /// <summary>Compares a template that is about to be enrolled with everybody else's. Runs in the caller's transaction, which saves.</summary>
    public async Task NoteAsync(Guid personId, Template template, CancellationToken cancellation)
    {
        var gallery = await galleries.OfAsync(db, current.Organization, cancellation);
        foreach (var near in gallery.Rank(template, MostAtOnce).Where(near => near.PersonId != personId && near.Score >= Model.Policy.Threshold))
        {
            await AddAsync(new AlikePair(personId, near.PersonId!.Value, near.Score), cancellation);
        }
    }

    /// <summary>What is found now takes the place of what was found before.</summary>
    public async Task ReplaceAsync(IEnumerable<AlikePair> found, CancellationToken cancellation)
    {
        await using var turn = await db.TakeTurnAsync(current.Organization, cancellation);
        var model = Model.Id.ToString();
        _ = await db.LookAlikes.Where(pair => pair.Model == model).ExecuteDeleteAsync(cancellation);
        foreach (var pair in found) { await AddAsync(pair, cancellation); }
        _ = await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
    }

    private async Task AddAsync(AlikePair pair, CancellationToken cancellation)
    {
        var (one, other) = pair.OneId.CompareTo(pair.OtherId) < 0 ? (pair.OneId, pair.OtherId) : (pair.OtherId, pair.OneId);
        var model = Model.Id.ToString();
        if (await db.LookAlikes.FindAsync([current.Organization.Id, one, other, model], cancellation) is not null) { return; }
        _ = db.LookAlikes.Add(new LookAlike { OrganizationId = current.Organization.Id, OneId = one, OtherId = other, Model = model, Score = pair.Score, FoundAt = clock.GetUtcNow() });
    }
}
