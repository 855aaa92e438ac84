using System.Diagnostics;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Enrollment;

/// <summary>
/// Enrols one picture of a person at a time. It keeps the template; of the picture at most an encrypted crop of the
/// face.
/// </summary>
public sealed partial class EnrollmentDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    FaceModels models,
    FaceWorkers workers,
    GalleryCache galleries,
    TemplateEncryption vault,
    LookAlikes lookAlikes,
    WebhookOutbox outbox,
    TimeProvider clock,
    ILogger<EnrollmentDesk> logger
)
{
    public async Task<EnrollmentOutcome> AddAsync(EnrollmentRequest request, CancellationToken cancellationToken)
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } readOnly)
        {
            return new EnrollmentOutcome.NotEntitled(readOnly);
        }
        var model = models.Get(current.Organization.FaceModel);
        if (await ObstacleAsync(request.PersonId, model.Id, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        var reading = await workers.ReadWithCropAsync(model.Reader, request.Picture, request.Limits, cancellationToken);
        if (reading is not FaceReading.Readable readable)
        {
            return Told(reading);
        }
        if (await DoubtAsync(request, readable.Template, cancellationToken) is { } doubt)
        {
            return doubt;
        }
        return await KeepAsync(request, readable, cancellationToken);
    }

    /// <returns>False when the person has no such template.</returns>
    public async Task<bool> RemoveAsync(Guid personId, Guid templateId, CancellationToken cancellationToken)
    {
        await using var turn = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db
                .FaceTemplates.AsNoTracking()
                .OfPerson(personId)
                .SingleOrDefaultAsync(row => row.Id == templateId, cancellationToken)
            is not { } removed
        )
        {
            return false;
        }
        // Everything made from the same picture is deleted with it.
        await db
            .FaceTemplates.OfPerson(personId)
            .Where(row => row.Id == templateId || (row.CropId != null && row.CropId == removed.CropId))
            .ExecuteDeleteAsync(cancellationToken);
        await db.FaceCrops.Where(crop => crop.Id == removed.CropId).ExecuteDeleteAsync(cancellationToken);
        await outbox.AddAsync(
            WebhookEvent.FaceRemoved,
            async () =>
                new FacePayload(
                    templateId,
                    PersonPayload.Of(await db.People.SingleAsync(p => p.Id == personId, cancellationToken))
                ),
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        await db.NoteFacesChangedAsync(current.Organization.Id, personId, cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<EnrollmentOutcome?> ObstacleAsync(
        Guid personId,
        ModelId model,
        CancellationToken cancellationToken
    )
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken);
        if (person is null)
        {
            return new EnrollmentOutcome.NotFound();
        }
        if (!person.IsActive)
        {
            return new EnrollmentOutcome.NotActive();
        }
        if (!await db.FaceConsents.AreGivenAsync(personId, cancellationToken))
        {
            return new EnrollmentOutcome.NoConsent();
        }
        return
            await db.FaceTemplates.OfPerson(personId).OfModel(model).CountAsync(cancellationToken)
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
            FaceReading.Readable => throw new InvalidOperationException(
                $"{reading.GetType().Name} is not a reading we know."
            ),
            _ => throw new UnreachableException(),
        };

    /// <summary>Protects both sides: no one enrols as another person, and no one adds a friend's face to their own.</summary>
    private async Task<EnrollmentOutcome?> DoubtAsync(
        EnrollmentRequest request,
        Template template,
        CancellationToken cancellationToken
    )
    {
        if (request.OverrideReason is not null)
        {
            return null;
        }
        var personId = request.PersonId;
        var gallery = await galleries.OfAsync(db, current.Organization, cancellationToken);
        if (
            gallery.Rank(template, top: 1) is [{ Decision: MatchDecision.Match, PersonId: { } otherId }, ..]
            && otherId != personId
        )
        {
            return new EnrollmentOutcome.BelongsToSomebodyElse(
                await db.People.AsNoTracking().SingleAsync(p => p.Id == otherId, cancellationToken)
            );
        }
        var hasOwn = await db.FaceTemplates.OfPerson(personId).OfModel(template.Model).AnyAsync(cancellationToken);
        return hasOwn && gallery.Verify(personId, template).Decision != MatchDecision.Match
            ? new EnrollmentOutcome.DiffersFromOwn()
            : null;
    }

    private async Task<EnrollmentOutcome> KeepAsync(
        EnrollmentRequest request,
        FaceReading.Readable readable,
        CancellationToken cancellationToken
    )
    {
        var template = readable.Template;
        // Reading takes time: meanwhile consent may be withdrawn, the last free place taken, or the same or another face enrolled.
        await using var turn = await db.BeginLockedAsync(request.PersonId, cancellationToken);
        if (await ObstacleAsync(request.PersonId, template.Model, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        if (await DoubtAsync(request, template, cancellationToken) is { } doubt)
        {
            return doubt;
        }
        var person = await db.People.SingleAsync(p => p.Id == request.PersonId, cancellationToken);
        var row = new FaceTemplate
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            ModelName = template.Model.Name,
            ModelVersion = template.Model.Version,
            Sealed = vault.Seal(person, template),
            CropId = await KeepCropAsync(person, readable, cancellationToken),
            Quality = readable.Quality,
            CreatedAt = clock.GetUtcNow(),
            CreatedById = request.ByUserId,
            OverrideReason = request.OverrideReason,
        };
        db.FaceTemplates.Add(row);
        await lookAlikes.NoteAsync(person.Id, template, cancellationToken);
        await outbox.AddAsync(
            WebhookEvent.FaceEnrolled,
            new FacePayload(row.Id, PersonPayload.Of(person)),
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        LogAdded(person.Id, template.Model, request.ByUserId);
        return new EnrollmentOutcome.Added(
            row,
            await db.FaceTemplates.OfPerson(person.Id).OfModel(template.Model).CountAsync(cancellationToken)
        );
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

/// <param name="ByUserId">Who does it: the person or an admin.</param>
/// <param name="OverrideReason">Why the face is accepted although it looks like another person's, or unlike the
/// person's own; admins only, the caller checks.</param>
public sealed record EnrollmentRequest(
    Guid PersonId,
    ReadOnlyMemory<byte> Picture,
    PictureLimits Limits,
    Guid ByUserId,
    string? OverrideReason = null
);

/// <summary>The outcome for one picture. Only <see cref="Added"/> stores anything.</summary>
public abstract record EnrollmentOutcome
{
    private EnrollmentOutcome() { }

    /// <param name="Count">How many templates the person has now.</param>
    public sealed record Added(FaceTemplate Template, int Count) : EnrollmentOutcome;

    public sealed record NotFound : EnrollmentOutcome;

    public sealed record NotActive : EnrollmentOutcome;

    /// <summary>The organization is read-only at the moment.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : EnrollmentOutcome;

    public sealed record NoConsent : EnrollmentOutcome;

    /// <summary>The person already has <see cref="FaceTemplate.MaxPerPerson"/> templates.</summary>
    public sealed record Full : EnrollmentOutcome;

    public sealed record Unreadable(PictureFault Fault) : EnrollmentOutcome;

    public sealed record NoFace : EnrollmentOutcome;

    public sealed record SeveralFaces(int Faces) : EnrollmentOutcome;

    public sealed record PoorPicture(IReadOnlyList<QualityFlaw> Flaws) : EnrollmentOutcome;

    /// <summary>The face is already enrolled for another person here.</summary>
    public sealed record BelongsToSomebodyElse(Person Other) : EnrollmentOutcome;

    /// <summary>The face is unlike those already enrolled for the person.</summary>
    public sealed record DiffersFromOwn : EnrollmentOutcome;
}
