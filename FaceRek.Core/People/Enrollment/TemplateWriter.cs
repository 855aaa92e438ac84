using FaceRek.Core.Faces.Templates;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Enrollment;

/// <summary>Writes and deletes encrypted templates with what belongs to them. Runs in the caller's transaction.</summary>
public sealed class TemplateWriter(
    FaceRekDb db,
    TemplateEncryption encryption,
    LookAlikes lookAlikes,
    TimeProvider clock
)
{
    internal async Task<FaceTemplate> AddAsync(
        EnrollmentRequest request,
        FaceReading.Readable readable,
        CancellationToken cancellationToken
    )
    {
        var template = readable.Template;
        var person = await db.People.AsTracking().SingleAsync(p => p.Id == request.PersonId, cancellationToken);
        var row = new FaceTemplate
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            ModelName = template.Model.Name,
            ModelVersion = template.Model.Version,
            Sealed = encryption.Seal(person, template),
            CropId = await KeepCropAsync(person, readable, cancellationToken),
            Quality = readable.Quality,
            CreatedAt = clock.GetUtcNow(),
            CreatedById = request.ByUserId,
            OverrideReason = request.OverrideReason,
        };
        db.FaceTemplates.Add(row);
        await lookAlikes.NoteAsync(person.Id, template, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    internal async Task RemoveAsync(FaceTemplate removed, CancellationToken cancellationToken)
    {
        // Everything made from the same picture is deleted with it.
        await db
            .FaceTemplates.OfPerson(removed.PersonId)
            .Where(row => row.Id != removed.Id && row.CropId != null && row.CropId == removed.CropId)
            .ExecuteDeleteAsync(cancellationToken);
        await db.FaceCrops.Where(crop => crop.Id == removed.CropId).ExecuteDeleteAsync(cancellationToken);
        db.FaceTemplates.Remove(removed);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <returns>Null where the organization keeps no crops, or the person has not consented to it.</returns>
    private async Task<Guid?> KeepCropAsync(
        Person person,
        FaceReading.Readable readable,
        CancellationToken cancellationToken
    )
    {
        if (!await db.Organizations.AnyAsync(o => o.Id == person.OrganizationId && o.KeepsCrops, cancellationToken))
        {
            return null;
        }
        if (
            !await db
                .FaceConsents.Live(person.Id)
                .AnyAsync(
                    consent =>
                        db.ConsentTexts.Any(text => text.Version == consent.TextVersion && text.SaysCropsAreKept),
                    cancellationToken
                )
        )
        {
            return null;
        }
        var crop = new FaceCrop
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            Sealed = encryption.SealCrop(person, readable.Crop!),
            CreatedAt = clock.GetUtcNow(),
            TriedModel = readable.Template.Model.ToString(),
        };
        db.FaceCrops.Add(crop);
        return crop.Id;
    }
}
