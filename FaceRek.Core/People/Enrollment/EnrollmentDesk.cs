using System.Diagnostics;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
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
    EnrollmentCheck check,
    TemplateWriter templates,
    ILogger<EnrollmentDesk> logger
)
{
    public async Task<EnrollmentOutcome> AddAsync(EnrollmentRequest request, CancellationToken cancellationToken)
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } readOnly)
        {
            return new EnrollmentOutcome.NotEntitled(readOnly);
        }
        if (await check.ObstacleAsync(request.PersonId, check.Model, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        var reading = await check.ReadAsync(request, cancellationToken);
        if (reading is not FaceReading.Readable readable)
        {
            return Told(reading);
        }
        if (await check.DoubtAsync(request, readable.Template, cancellationToken) is { } doubt)
        {
            return doubt;
        }
        return await KeepAsync(request, readable, cancellationToken);
    }

    /// <returns>False when the person has no such template.</returns>
    public async Task<bool> RemoveAsync(Guid personId, Guid templateId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db
                .FaceTemplates.OfPerson(personId)
                .AsTracking()
                .SingleOrDefaultAsync(row => row.Id == templateId, cancellationToken)
            is not { } removed
        )
        {
            return false;
        }
        await templates.RemoveAsync(removed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static EnrollmentOutcome Told(FaceReading reading) =>
        reading switch
        {
            FaceReading.Unreadable unreadable => new EnrollmentOutcome.Unreadable(unreadable.Error),
            FaceReading.NoFace => new EnrollmentOutcome.NoFace(),
            FaceReading.SeveralFaces several => new EnrollmentOutcome.SeveralFaces(several.Faces),
            FaceReading.PoorPicture poor => new EnrollmentOutcome.PoorPicture(poor.Flaws),
            FaceReading.Readable => throw new InvalidOperationException(
                $"{reading.GetType().Name} is not a reading we know."
            ),
            _ => throw new UnreachableException(),
        };

    private async Task<EnrollmentOutcome> KeepAsync(
        EnrollmentRequest request,
        FaceReading.Readable readable,
        CancellationToken cancellationToken
    )
    {
        var template = readable.Template;
        // Reading takes time: meanwhile consent may be withdrawn, the last free place taken, or the same or another face enrolled.
        // The organization's lock too, since one face may be enrolled for two people at once.
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        await db.LockAsync(request.PersonId, cancellationToken);
        if (await check.ObstacleAsync(request.PersonId, template.Model, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        if (await check.DoubtAsync(request, template, cancellationToken) is { } doubt)
        {
            return doubt;
        }
        var row = await templates.AddAsync(request, readable, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogAdded(row.PersonId, template.Model, request.ByUserId);
        return new EnrollmentOutcome.Added(
            row,
            await db.FaceTemplates.OfPerson(row.PersonId).OfModel(template.Model).CountAsync(cancellationToken)
        );
    }

    [LoggerMessage(
        EventId = 1304,
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

    public sealed record Unreadable(PictureError Error) : EnrollmentOutcome;

    public sealed record NoFace : EnrollmentOutcome;

    public sealed record SeveralFaces(int Faces) : EnrollmentOutcome;

    public sealed record PoorPicture(IReadOnlyList<QualityFlaw> Flaws) : EnrollmentOutcome;

    /// <summary>The face is already enrolled for another person here.</summary>
    public sealed record BelongsToSomebodyElse(Person Other) : EnrollmentOutcome;

    /// <summary>The face is unlike those already enrolled for the person.</summary>
    public sealed record DiffersFromOwn : EnrollmentOutcome;
}
