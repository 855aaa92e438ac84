using System.Diagnostics;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>Reads one frame with the active model and with the one on trial, and stores both scores. Decides nothing.</summary>
public sealed class ShadowScorer(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    GalleryCache galleries,
    TimeProvider clock
)
{
    public async Task ScoreAsync(Guid personId, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (
            current.Organization.CandidateModel is not { } name
            || !await db.FaceConsents.AreGivenAsync(personId, cancellationToken)
        )
        {
            return;
        }
        var (inForce, tried) = (models.Get(current.Organization.FaceModel), models.Get(name));
        // Without a template of the tried model there is nothing to compare; that says nothing about the model.
        if (!await db.FaceTemplates.OfPerson(personId).OfModel(tried.Id).AnyAsync(cancellationToken))
        {
            return;
        }
        var (one, other) = (
            await LookAsync(inForce, personId, frame, cancellationToken),
            await LookAsync(tried, personId, frame, cancellationToken)
        );
        db.ShadowScores.Add(
            new ShadowScore
            {
                OrganizationId = current.Organization.Id,
                PersonId = personId,
                At = clock.GetUtcNow(),
                Model = inForce.Id.ToString(),
                Score = one.Score,
                Threshold = inForce.Policy.Threshold,
                ReadMs = one.Ms,
                CandidateModel = tried.Id.ToString(),
                CandidateScore = other.Score,
                CandidateThreshold = tried.Policy.Threshold,
                CandidateReadMs = other.Ms,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<(float? Score, float Ms)> LookAsync(
        FaceModel model,
        Guid personId,
        ReadOnlyMemory<byte> frame,
        CancellationToken cancellationToken
    )
    {
        var (reading, elapsed) = await workers.RunAsync(
            () =>
            {
                var started = Stopwatch.GetTimestamp();
                return (
                    model.Reader.Read(frame, PictureLimits.Frame, fromAllSides: false),
                    Stopwatch.GetElapsedTime(started)
                );
            },
            cancellationToken
        );
        var gallery = await galleries.OfAsync(db, current.Organization, model, cancellationToken);
        return (
            reading is FaceReading.Readable readable ? gallery.Verify(personId, readable.Template).Score : null,
            (float)elapsed.TotalMilliseconds
        );
    }
}
