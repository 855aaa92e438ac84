using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People;

/// <summary>
/// Makes templates of another model from the crops that were kept, a few at a time: whenever it is stopped it goes on where it was,
/// because each crop says which model looked at it last.
/// </summary>
public sealed partial class TemplateRenewal(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    FaceVault vault,
    LookAlikes lookAlikes,
    TimeProvider clock,
    ILogger<TemplateRenewal> logger
)
{
    /// <param name="most">Crops to look at in this go.</param>
    /// <returns>How many were looked at; fewer than <paramref name="most"/> when that was the last of them.</returns>
    public async Task<int> RenewAsync(int most, CancellationToken cancellation)
    {
        var model = models.Get(current.Organization.TrialModel ?? current.Organization.FaceModel);
        var pending = await db
            .FaceCrops.AsNoTracking()
            .NotTriedBy(model.Id)
            .OrderBy(crop => crop.Id)
            .Take(most)
            .ToListAsync(cancellation);
        foreach (var crop in pending)
        {
            await RenewAsync(model, crop, cancellation);
        }
        if (pending.Count > 0)
        {
            LogRenewed(pending.Count, model.Id);
        }
        return pending.Count;
    }

    private async Task RenewAsync(FaceModel model, FaceCrop crop, CancellationToken cancellation)
    {
        var template = await ReadAsync(model, crop, cancellation);
        var alike = template is null ? [] : await lookAlikes.FindAsync(crop.PersonId, template, cancellation);
        await using var turn = await db.TakeTurnAsync(crop.PersonId, cancellation);
        // Reading took its time: consent may be withdrawn by now, and the crop destroyed with it.
        if (
            await MarkAsync(crop, model.Id, cancellation)
            && template is not null
            && await MayKeepAsync(crop, model.Id, cancellation)
        )
        {
            await lookAlikes.NoteAsync(alike, model.Id, cancellation);
            await KeepAsync(crop, template, cancellation);
        }
        await turn.CommitAsync(cancellation);
    }

    /// <returns>Null when the model finds no face in it, or has a template of it already.</returns>
    private async Task<Template?> ReadAsync(FaceModel model, FaceCrop crop, CancellationToken cancellation)
    {
        if (!await MayKeepAsync(crop, model.Id, cancellation))
        {
            return null;
        }
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == crop.PersonId, cancellation);
        var jpeg = vault.OpenCrop(person, crop);
        return await workers.RunAsync(() => model.ReadCrop(jpeg), cancellation) is FaceReading.Readable readable
            ? readable.Template
            : null;
    }

    private async Task<bool> MarkAsync(FaceCrop crop, ModelId model, CancellationToken cancellation)
    {
        var name = model.ToString();
        return await db
                .FaceCrops.Where(row => row.Id == crop.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.TriedModel, name), cancellation) == 1;
    }

    private async Task<bool> MayKeepAsync(FaceCrop crop, ModelId model, CancellationToken cancellation) =>
        await db.FaceConsents.AreGivenAsync(crop.PersonId, cancellation)
        && !await db.FaceTemplates.OfModel(model).AnyAsync(row => row.CropId == crop.Id, cancellation);

    private async Task KeepAsync(FaceCrop crop, Template template, CancellationToken cancellation)
    {
        var person = await db.People.SingleAsync(p => p.Id == crop.PersonId, cancellation);
        var source = await db
            .FaceTemplates.AsNoTracking()
            .FirstOrDefaultAsync(row => row.CropId == crop.Id, cancellation);
        db.FaceTemplates.Add(
            new FaceTemplate
            {
                OrganizationId = person.OrganizationId,
                PersonId = person.Id,
                ModelName = template.Model.Name,
                ModelVersion = template.Model.Version,
                Sealed = vault.Seal(person, template),
                CropId = crop.Id,
                CreatedAt = clock.GetUtcNow(),
                CreatedById = source?.CreatedById ?? Guid.Empty,
                OverrideReason = source?.OverrideReason,
            }
        );
        await db.SaveChangesAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Crops} crops were looked at by {Model}")]
    private partial void LogRenewed(int crops, ModelId model);
}
