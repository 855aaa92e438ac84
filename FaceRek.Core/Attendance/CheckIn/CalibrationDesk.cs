using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>Shows what the active threshold means for this organization, from its own templates and its own check-ins.</summary>
public sealed class CalibrationDesk(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    GalleryComparison comparison,
    LookAlikes lookAlikes,
    TimeProvider clock
)
{
    /// <summary>Enough for 30,000 comparisons of strangers, few enough for a page to compute.</summary>
    private const int MaxPeople = 100;

    private const int MaxScores = 20_000;
    private static readonly TimeSpan Looked = TimeSpan.FromDays(30);

    /// <param name="what">A threshold to try; null uses the active one.</param>
    public async Task<CalibrationView> LookAsync(float? what, CancellationToken cancellationToken)
    {
        var model = models.Get(current.Organization.FaceModel);
        var own = await comparison.RunAsync(MaxPeople, cancellationToken);
        var threshold = what is { } asked && float.IsFinite(asked) ? asked : model.Policy.Threshold;
        return new CalibrationView(
            model.Id,
            model.Policy,
            own,
            new ErrorRates(own.Genuine, own.Impostor),
            threshold,
            await ThinkAsync(model.Id.ToString(), threshold, cancellationToken),
            await PairsAsync(model.Id.ToString(), cancellationToken)
        );
    }

    public async Task<int> FindLookAlikesAsync(CancellationToken cancellationToken)
    {
        var found = (await comparison.RunAsync(MaxPeople, cancellationToken)).Alike;
        await lookAlikes.ReplaceAsync(found, cancellationToken);
        return found.Count;
    }

    private async Task<WhatIf> ThinkAsync(string model, float threshold, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - Looked;
        var punches = await db
            .Punches.Where(punch =>
                punch.At > since && punch.Way == PunchWay.Face && punch.Model == model && punch.Score != null
            )
            .OrderByDescending(punch => punch.At)
            .Take(MaxScores)
            .Select(punch => punch.Score!.Value)
            .ToListAsync(cancellationToken);
        var refused = await db
            .CheckInAttempts.Where(attempt => attempt.At > since && attempt.Model == model && attempt.Score != null)
            .OrderByDescending(attempt => attempt.At)
            .Take(MaxScores)
            .Select(attempt => attempt.Score!.Value)
            .ToListAsync(cancellationToken);
        return new WhatIf(
            punches.Count,
            punches.Count(score => score < threshold),
            refused.Count,
            refused.Count(score => score >= threshold)
        );
    }

    private async Task<IReadOnlyList<CalibrationView.Pair>> PairsAsync(
        string model,
        CancellationToken cancellationToken
    ) =>
        await db
            .LookAlikes.Where(pair => pair.Model == model)
            .OrderByDescending(pair => pair.Score)
            .Take(50)
            .Select(pair => new CalibrationView.Pair(
                db.People.Single(person => person.Id == pair.OneId),
                db.People.Single(person => person.Id == pair.OtherId),
                pair.Score,
                pair.FoundAt
            ))
            .ToListAsync(cancellationToken);
}

/// <param name="Threshold">The tried one, else the policy's own.</param>
/// <param name="Pairs">People who check in by PIN because of each other, the most alike first.</param>
public sealed record CalibrationView(
    ModelId Model,
    MatchPolicy Policy,
    SelfComparison Own,
    ErrorRates Rates,
    float Threshold,
    WhatIf WhatIf,
    IReadOnlyList<CalibrationView.Pair> Pairs
)
{
    public sealed record Pair(Person One, Person Other, float Score, DateTimeOffset FoundAt);
}

/// <summary>What another threshold would have changed in recent check-ins.</summary>
/// <param name="Punches">Recorded by face.</param>
/// <param name="Refused">How many of them it would have refused: genuine people.</param>
/// <param name="Failures">Attempts that were not recognised.</param>
/// <param name="Accepted">How many of them it would have accepted, rightly or not.</param>
public sealed record WhatIf(int Punches, int Refused, int Failures, int Accepted);
