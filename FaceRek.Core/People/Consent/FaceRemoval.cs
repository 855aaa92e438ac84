using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Consent;

/// <summary>Shared by withdrawal of consent and erasure.</summary>
internal static class FaceRemoval
{
    /// <summary>
    /// Deletes the person's templates and crops, the fingerprints of their frames, and the key that could decrypt any
    /// copy of them. Runs in the caller's transaction.
    /// </summary>
    /// <returns>How many templates there were.</returns>
    internal static async Task<int> DestroyFacesAsync(
        this FaceRekDb db,
        Person person,
        CancellationToken cancellationToken
    )
    {
        // Both are deleted by statement: the entities tracked by this context may be older than an enrolment.
        await db
            .People.Where(p => p.Id == person.Id)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.SealedFaceKey, (byte[]?)null), cancellationToken);
        await db.BurstFingerprints.Where(burst => burst.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
        var destroyed = await db
            .FaceTemplates.Where(t => t.PersonId == person.Id)
            .ExecuteDeleteAsync(cancellationToken);
        await db.FaceCrops.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
        await db
            .LookAlikes.Where(pair => pair.OneId == person.Id || pair.OtherId == person.Id)
            .ExecuteDeleteAsync(cancellationToken);
        await db.NoteFacesChangedAsync(person.OrganizationId, person.Id, cancellationToken);
        return destroyed;
    }
}
