using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>Counts up what the live check-ins of the last days said of the model that is tried and of the one in force.</summary>
public sealed class ShadowResults(FaceRekDb db, CurrentOrganization current, FaceModels models, TimeProvider clock)
{
    public static readonly TimeSpan Looked = TimeSpan.FromDays(30);
    private const int MaxLooks = 5_000;

    public async Task<ShadowComparison> OfAsync(ModelId triedModel, CancellationToken cancellationToken)
    {
        var (since, tried, inForce) = (
            clock.GetUtcNow() - Looked,
            triedModel.ToString(),
            models.Get(current.Organization.FaceModel).Id.ToString()
        );
        return ShadowComparison.Of(
            await db
                .ShadowScores.Where(score =>
                    score.At > since && score.CandidateModel == tried && score.Model == inForce
                )
                .OrderByDescending(score => score.At)
                .Take(MaxLooks)
                .AsNoTracking()
                .ToListAsync(cancellationToken)
        );
    }
}
