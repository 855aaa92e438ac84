using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>Summarises what recent check-ins scored with the model on trial and the active one.</summary>
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
                .ToListAsync(cancellationToken)
        );
    }
}

/// <summary>The check-ins of a trial in numbers.</summary>
/// <param name="Both">Frames that both models accept.</param>
/// <param name="OnlyInForce">Accepted by the active model alone: the tried one would refuse these.</param>
/// <param name="OnlyTried">Accepted by the tried model alone.</param>
/// <param name="ReadMs">Median milliseconds of the active model.</param>
public sealed record ShadowComparison(
    int Both,
    int OnlyInForce,
    int OnlyTried,
    int Neither,
    float ReadMs,
    float TriedReadMs
)
{
    public int Looks => Both + OnlyInForce + OnlyTried + Neither;

    public static ShadowComparison Of(IReadOnlyList<ShadowScore> scores) =>
        new(
            scores.Count(one => one.IsMatch && one.CandidateIsMatch),
            scores.Count(one => one.IsMatch && !one.CandidateIsMatch),
            scores.Count(one => !one.IsMatch && one.CandidateIsMatch),
            scores.Count(one => !one.IsMatch && !one.CandidateIsMatch),
            Median(scores.Select(one => one.ReadMs)),
            Median(scores.Select(one => one.CandidateReadMs))
        );

    private static float Median(IEnumerable<float> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
