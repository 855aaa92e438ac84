using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>Finds who is in a picture among all enrolled people (1:N), or whether it is the named person (1:1). Stores nothing.</summary>
public sealed class IdentificationDesk(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    GalleryCache galleries
)
{
    public async Task<IdentificationOutcome> IdentifyAsync(
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    )
    {
        var gallery = await galleries.OfAsync(db, current.Organization, cancellationToken);
        var risk = gallery.Risk(current.Organization.IdentificationBudget);
        if (!risk.IsWithinBudget)
        {
            return new IdentificationOutcome.TooRisky(risk);
        }
        var reading = await ReadAsync(picture, limits, cancellationToken);
        return reading is FaceReading.Readable readable
            ? await FindAsync(readable.Template, cancellationToken)
            : new IdentificationOutcome.NotRead(reading);
    }

    public async Task<VerificationOutcome> VerifyAsync(
        Guid personId,
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    )
    {
        if (!await db.People.Active().AnyAsync(person => person.Id == personId, cancellationToken))
        {
            return new VerificationOutcome.NotFound();
        }
        var model = models.Get(current.Organization.FaceModel).Id;
        if (!await db.FaceTemplates.OfPerson(personId).OfModel(model).AnyAsync(cancellationToken))
        {
            return new VerificationOutcome.NotEnrolled();
        }
        var reading = await ReadAsync(picture, limits, cancellationToken);
        if (reading is not FaceReading.Readable readable)
        {
            return new VerificationOutcome.NotRead(reading);
        }
        var gallery = await galleries.OfAsync(db, current.Organization, cancellationToken);
        return new VerificationOutcome.Compared(gallery.Verify(personId, readable.Template));
    }

    private Task<FaceReading> ReadAsync(
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    ) => workers.ReadAsync(models.Get(current.Organization.FaceModel).Reader, picture, limits, cancellationToken);

    private async Task<IdentificationOutcome> FindAsync(
        Faces.Templates.Template probe,
        CancellationToken cancellationToken
    )
    {
        // Reading takes time: a person may have been deactivated meanwhile.
        var gallery = await galleries.OfAsync(db, current.Organization, cancellationToken);
        return gallery.Identify(probe, current.Organization.IdentificationBudget) switch
        {
            Identification.Matched { Best: var best } => new IdentificationOutcome.Matched(
                await db.People.SingleAsync(person => person.Id == best.PersonId, cancellationToken),
                best
            ),
            Identification.Ambiguous ambiguous => new IdentificationOutcome.Ambiguous(ambiguous.Best, ambiguous.Rival),
            Identification.TooRisky risky => new IdentificationOutcome.TooRisky(risky.Risk),
            Identification.Unknown unknown => new IdentificationOutcome.Unknown(unknown.Best),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no identification we know."),
        };
    }
}

/// <summary>Who is in a picture. Scores are for the record and for admins, never for the person at the camera.</summary>
public abstract record IdentificationOutcome
{
    private IdentificationOutcome() { }

    public sealed record Matched(Person Person, MatchResult Result) : IdentificationOutcome;

    /// <summary>Two people are too similar: ask for a PIN.</summary>
    public sealed record Ambiguous(MatchResult Best, MatchResult Rival) : IdentificationOutcome;

    /// <param name="Nearest">Null where no one is enrolled.</param>
    public sealed record Unknown(MatchResult? Nearest) : IdentificationOutcome;

    /// <summary>The organization allows less risk than the model has over this many people; no search was made.</summary>
    public sealed record TooRisky(GalleryRisk Risk) : IdentificationOutcome;

    /// <param name="Reading">Any reading except a usable one.</param>
    public sealed record NotRead(FaceReading Reading) : IdentificationOutcome;
}

/// <summary>Whether a picture shows the named person.</summary>
public abstract record VerificationOutcome
{
    private VerificationOutcome() { }

    /// <summary>Compared; the result has the decision.</summary>
    public sealed record Compared(MatchResult Result) : VerificationOutcome;

    /// <summary>There is no active person with this id.</summary>
    public sealed record NotFound : VerificationOutcome;

    /// <summary>The person has no template of the active model.</summary>
    public sealed record NotEnrolled : VerificationOutcome;

    /// <param name="Reading">Any reading except a usable one.</param>
    public sealed record NotRead(FaceReading Reading) : VerificationOutcome;
}
