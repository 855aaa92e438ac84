using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>Counts up what the live check-ins of the last days said of the model that is tried and of the one in force.</summary>
public sealed class TrialResults(FaceRekDb db, CurrentOrganization current, FaceModels models, TimeProvider clock)
{
    public static readonly TimeSpan Looked = TimeSpan.FromDays(30);
    private const int MostLooks = 5_000;

    public async Task<TrialComparison> OfAsync(ModelId triedModel, CancellationToken cancellation)
    {
        var (since, tried, inForce) = (
            clock.GetUtcNow() - Looked,
            triedModel.ToString(),
            models.Get(current.Organization.FaceModel).Id.ToString()
        );
        return TrialComparison.Of(
            await db
                .TrialScores.Where(score => score.At > since && score.TriedModel == tried && score.Model == inForce)
                .OrderByDescending(score => score.At)
                .Take(MostLooks)
                .AsNoTracking()
                .ToListAsync(cancellation)
        );
    }
}
