using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Enrollment;

/// <summary>Reads a picture for enrolment, and says what stands in the way of the person and of the face.</summary>
public sealed class EnrollmentCheck(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    GalleryCache galleries
)
{
    /// <summary>The organization's model.</summary>
    internal ModelId Model => models.Get(current.Organization.FaceModel).Id;

    internal Task<FaceReading> ReadAsync(EnrollmentRequest request, CancellationToken cancellationToken) =>
        workers.ReadWithCropAsync(
            models.Get(current.Organization.FaceModel).Reader,
            request.Picture,
            request.Limits,
            cancellationToken
        );

    internal async Task<EnrollmentOutcome?> ObstacleAsync(
        Guid personId,
        ModelId model,
        CancellationToken cancellationToken
    )
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId, cancellationToken);
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

    /// <summary>Protects both sides: no one enrols as another person, and no one adds a friend's face to their own.</summary>
    internal async Task<EnrollmentOutcome?> DoubtAsync(
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
                await db.People.SingleAsync(p => p.Id == otherId, cancellationToken)
            );
        }
        var hasOwn = await db.FaceTemplates.OfPerson(personId).OfModel(template.Model).AnyAsync(cancellationToken);
        return hasOwn && gallery.Verify(personId, template).Decision != MatchDecision.Match
            ? new EnrollmentOutcome.DiffersFromOwn()
            : null;
    }
}
