using FaceRek.Core.Billing;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People;

/// <summary>Takes one picture of a person at a time and keeps what the model makes of it; of the picture at most a sealed crop of the face.</summary>
public sealed partial class EnrollmentDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    FaceModels models,
    FaceWorkers workers,
    Galleries galleries,
    FaceVault vault,
    LookAlikes lookAlikes,
    WebhookOutbox outbox,
    TimeProvider clock,
    ILogger<EnrollmentDesk> logger
)
{
    public async Task<EnrollmentOutcome> AddAsync(EnrollmentRequest request, CancellationToken cancellation)
    {
        if (await entitlement.ToChangeSettingsAsync(cancellation) is { } readOnly)
        {
            return new EnrollmentOutcome.NotEntitled(readOnly);
        }
        var model = models.Get(current.Organization.FaceModel);
        if (await ObstacleAsync(request.PersonId, model.Id, cancellation) is { } obstacle)
        {
            return obstacle;
        }

        var reading = await workers.ReadWithCropAsync(model.Reader, request.Picture, request.Limits, cancellation);
        if (reading is not FaceReading.Readable readable)
        {
            return Told(reading);
        }
        if (await DoubtAsync(request, readable.Template, cancellation) is { } doubt)
        {
            return doubt;
        }
        return await KeepAsync(request, readable, cancellation);
    }

    /// <returns>False when the person has no such template.</returns>
    public async Task<bool> RemoveAsync(Guid personId, Guid templateId, CancellationToken cancellation)
    {
        await using var turn = await db.TakeTurnAsync(personId, cancellation);
        if (
            await db
                .FaceTemplates.AsNoTracking()
                .OfPerson(personId)
                .SingleOrDefaultAsync(row => row.Id == templateId, cancellation)
            is not { } removed
        )
        {
            return false;
        }
        // With a picture goes all that was made of it.
        await db
            .FaceTemplates.OfPerson(personId)
            .Where(row => row.Id == templateId || (row.CropId != null && row.CropId == removed.CropId))
            .ExecuteDeleteAsync(cancellation);
        await db.FaceCrops.Where(crop => crop.Id == removed.CropId).ExecuteDeleteAsync(cancellation);
        await outbox.AddAsync(
            WebhookEvent.FaceRemoved,
            async () =>
                new FaceNews(
                    templateId,
                    PersonNews.Of(await db.People.SingleAsync(p => p.Id == personId, cancellation))
                ),
            cancellation
        );
        await db.SaveChangesAsync(cancellation);
        await db.NoteFacesChangedAsync(current.Organization.Id, personId, cancellation);
        await turn.CommitAsync(cancellation);
        return true;
    }

    private async Task<EnrollmentOutcome?> ObstacleAsync(Guid personId, ModelId model, CancellationToken cancellation)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellation);
        if (person is null)
        {
            return new EnrollmentOutcome.NotFound();
        }
        if (!person.IsActive)
        {
            return new EnrollmentOutcome.NotActive();
        }
        if (!await db.FaceConsents.AreGivenAsync(personId, cancellation))
        {
            return new EnrollmentOutcome.NoConsent();
        }
        return
            await db.FaceTemplates.OfPerson(personId).OfModel(model).CountAsync(cancellation)
            >= FaceTemplate.MaxPerPerson
            ? new EnrollmentOutcome.Full()
            : null;
    }

    private static EnrollmentOutcome Told(FaceReading reading) =>
        reading switch
        {
            FaceReading.Unreadable unreadable => new EnrollmentOutcome.Unreadable(unreadable.Fault),
            FaceReading.NoFace => new EnrollmentOutcome.NoFace(),
            FaceReading.SeveralFaces several => new EnrollmentOutcome.SeveralFaces(several.Faces),
            FaceReading.PoorPicture poor => new EnrollmentOutcome.PoorPicture(poor.Flaws),
            _ => throw new InvalidOperationException($"{reading.GetType().Name} is not a reading we know."),
        };

    /// <summary>The guard on both sides: nobody enrols as somebody else, and nobody adds a friend to their own.</summary>
    private async Task<EnrollmentOutcome?> DoubtAsync(
        EnrollmentRequest request,
        Template template,
        CancellationToken cancellation
    )
    {
        if (request.OverrideReason is not null)
        {
            return null;
        }
        var personId = request.PersonId;
        var gallery = await galleries.OfAsync(db, current.Organization, cancellation);
        if (
            gallery.Rank(template, top: 1) is [{ Decision: MatchDecision.Match, PersonId: { } otherId }, ..]
            && otherId != personId
        )
        {
            return new EnrollmentOutcome.BelongsToSomebodyElse(
                await db.People.AsNoTracking().SingleAsync(p => p.Id == otherId, cancellation)
            );
        }
        var hasOwn = await db.FaceTemplates.OfPerson(personId).OfModel(template.Model).AnyAsync(cancellation);
        return hasOwn && gallery.Verify(personId, template).Decision != MatchDecision.Match
            ? new EnrollmentOutcome.DiffersFromOwn()
            : null;
    }

    private async Task<EnrollmentOutcome> KeepAsync(
        EnrollmentRequest request,
        FaceReading.Readable readable,
        CancellationToken cancellation
    )
    {
        var template = readable.Template;
        // Reading took its time: consent may be withdrawn by now, the last free place taken, and another face or the same one enrolled in between.
        await using var turn = await db.TakeTurnAsync(request.PersonId, cancellation);
        if (await ObstacleAsync(request.PersonId, template.Model, cancellation) is { } obstacle)
        {
            return obstacle;
        }
        if (await DoubtAsync(request, template, cancellation) is { } doubt)
        {
            return doubt;
        }
        var person = await db.People.SingleAsync(p => p.Id == request.PersonId, cancellation);
        var row = new FaceTemplate
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            ModelName = template.Model.Name,
            ModelVersion = template.Model.Version,
            Sealed = vault.Seal(person, template),
            CropId = await KeepCropAsync(person, readable, cancellation),
            Quality = readable.Quality,
            CreatedAt = clock.GetUtcNow(),
            CreatedById = request.ByUserId,
            OverrideReason = request.OverrideReason,
        };
        db.FaceTemplates.Add(row);
        await lookAlikes.NoteAsync(person.Id, template, cancellation);
        await outbox.AddAsync(WebhookEvent.FaceEnrolled, new FaceNews(row.Id, PersonNews.Of(person)), cancellation);
        await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
        LogAdded(person.Id, template.Model, request.ByUserId);
        return new EnrollmentOutcome.Added(
            row,
            await db.FaceTemplates.OfPerson(person.Id).OfModel(template.Model).CountAsync(cancellation)
        );
    }

    /// <returns>Null where the organization keeps none, or the person has not consented to it.</returns>
    private async Task<Guid?> KeepCropAsync(
        Person person,
        FaceReading.Readable readable,
        CancellationToken cancellation
    )
    {
        if (!await db.Organizations.AnyAsync(o => o.Id == person.OrganizationId && o.KeepsCrops, cancellation))
        {
            return null;
        }
        if (
            !await db
                .FaceConsents.Live(person.Id)
                .AnyAsync(
                    consent =>
                        db.ConsentTexts.Any(text => text.Version == consent.TextVersion && text.SaysCropsAreKept),
                    cancellation
                )
        )
        {
            return null;
        }
        var crop = new FaceCrop
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            Sealed = vault.SealCrop(person, readable.Crop!),
            CreatedAt = clock.GetUtcNow(),
            TriedModel = readable.Template.Model.ToString(),
        };
        db.FaceCrops.Add(crop);
        return crop.Id;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A template of {Model} was added to person {PersonId} by user {UserId}"
    )]
    private partial void LogAdded(Guid personId, ModelId model, Guid userId);
}
