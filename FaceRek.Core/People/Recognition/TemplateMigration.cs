using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Recognition;

/// <summary>
/// Makes templates of another model from the stored crops, a few at a time. It can be stopped and continued at any
/// time, because each crop records the last model that processed it.
/// </summary>
public sealed partial class TemplateMigration(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    TemplateEncryption encryption,
    LookAlikes lookAlikes,
    TimeProvider clock,
    ILogger<TemplateMigration> logger
)
{
    /// <param name="most">Crops to process in this call.</param>
    /// <returns>How many were processed; fewer than <paramref name="most"/> when none are left.</returns>
    public async Task<int> RenewAsync(int most, CancellationToken cancellationToken)
    {
        var model = models.Get(current.Organization.CandidateModel ?? current.Organization.FaceModel);
        var pending = await db
            .FaceCrops.NotTriedBy(model.Id)
            .OrderBy(crop => crop.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        foreach (var crop in pending)
        {
            await RenewAsync(model, crop, cancellationToken);
        }
        if (pending.Count > 0)
        {
            LogRenewed(pending.Count, model.Id);
        }
        return pending.Count;
    }

    private async Task RenewAsync(FaceModel model, FaceCrop crop, CancellationToken cancellationToken)
    {
        var template = await ReadAsync(model, crop, cancellationToken);
        var alike = template is null ? [] : await lookAlikes.FindAsync(crop.PersonId, template, cancellationToken);
        await using var transaction = await db.BeginLockedAsync(crop.PersonId, cancellationToken);
        // Reading takes time: consent may be withdrawn by now, and the crop deleted.
        if (
            await MarkAsync(crop, model.Id, cancellationToken)
            && template is not null
            && await MayKeepAsync(crop, model.Id, cancellationToken)
        )
        {
            await lookAlikes.NoteAsync(alike, model.Id, cancellationToken);
            await KeepAsync(crop, template, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>Null when the model finds no face in it, or already has a template from it.</returns>
    private async Task<Template?> ReadAsync(FaceModel model, FaceCrop crop, CancellationToken cancellationToken)
    {
        if (!await MayKeepAsync(crop, model.Id, cancellationToken))
        {
            return null;
        }
        var person = await db.People.SingleAsync(p => p.Id == crop.PersonId, cancellationToken);
        var jpeg = encryption.OpenCrop(person, crop);
        return await workers.RunAsync(() => model.ReadCrop(jpeg), cancellationToken) is FaceReading.Readable readable
            ? readable.Template
            : null;
    }

    private async Task<bool> MarkAsync(FaceCrop crop, ModelId model, CancellationToken cancellationToken)
    {
        var name = model.ToString();
        return await db
                .FaceCrops.Where(row => row.Id == crop.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.TriedModel, name), cancellationToken) == 1;
    }

    private async Task<bool> MayKeepAsync(FaceCrop crop, ModelId model, CancellationToken cancellationToken) =>
        await db.FaceConsents.AreGivenAsync(crop.PersonId, cancellationToken)
        && !await db.FaceTemplates.OfModel(model).AnyAsync(row => row.CropId == crop.Id, cancellationToken);

    private async Task KeepAsync(FaceCrop crop, Template template, CancellationToken cancellationToken)
    {
        var person = await db.People.AsTracking().SingleAsync(p => p.Id == crop.PersonId, cancellationToken);
        var source = await db.FaceTemplates.FirstOrDefaultAsync(row => row.CropId == crop.Id, cancellationToken);
        db.FaceTemplates.Add(
            new FaceTemplate
            {
                OrganizationId = person.OrganizationId,
                PersonId = person.Id,
                ModelName = template.Model.Name,
                ModelVersion = template.Model.Version,
                Sealed = encryption.Seal(person, template),
                CropId = crop.Id,
                CreatedAt = clock.GetUtcNow(),
                CreatedById = source?.CreatedById ?? Guid.Empty,
                OverrideReason = source?.OverrideReason,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 1317, Level = LogLevel.Information, Message = "{Crops} crops were read by {Model}")]
    private partial void LogRenewed(int crops, ModelId model);
}
