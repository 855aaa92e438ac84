using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Reads a burst: is a living person there, and is it the named one, or one of all people (1:N).
/// </summary>
public sealed class BurstReader(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    FaceWorkers workers,
    GalleryCache galleries,
    TimeProvider clock
)
{
    /// <summary>The moves to ask a person for; none where the organization does not want it or its model cannot see them.</summary>
    public IReadOnlyList<HeadMove> DrawMoves() =>
        current.Organization.Liveness == LivenessLevel.Active && models.Get(current.Organization.FaceModel).FollowsMoves
            ? MoveChallenge.Draw()
            : [];

    /// <summary>Whether the active model is too imprecise for 1:N over this many people.</summary>
    public async Task<bool> IsTooRiskyAsync(CancellationToken cancellationToken) =>
        !(await galleries.OfAsync(db, current.Organization, cancellationToken))
            .Risk(current.Organization.IdentificationBudget)
            .IsWithinBudget;

    /// <summary>Whether the organization's model has a template of the person.</summary>
    public Task<bool> IsEnrolledAsync(Guid personId, CancellationToken cancellationToken) =>
        db
            .FaceTemplates.OfPerson(personId)
            .OfModel(models.Get(current.Organization.FaceModel).Id)
            .AnyAsync(cancellationToken);

    /// <param name="asked">The moves the challenge asked for.</param>
    public async Task<BurstResult> ReadAsync(
        CheckInRequest request,
        IReadOnlyList<HeadMove> asked,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(current.Organization.FaceModel);
        if (request.PersonId is { } named && !await IsEnrolledAsync(named, cancellationToken))
        {
            return new BurstResult.NotEnrolled();
        }
        var frames = new WatchedFrame?[request.Frames.Count];
        try
        {
            await WatchAsync(model, request.Frames, frames, cancellationToken);
            var gallery = await galleries.OfAsync(db, current.Organization, cancellationToken);
            var burst = new Burst(request, asked, model, gallery, [.. frames.OfType<WatchedFrame>()]);
            return await JudgeAsync(burst, cancellationToken);
        }
        finally
        {
            foreach (var frame in frames)
            {
                frame?.Dispose();
            }
        }
    }

    /// <param name="frames">Filled here, so that the caller disposes of each even if reading one of them fails.</param>
    private async Task WatchAsync(
        FaceModel model,
        IReadOnlyList<ReadOnlyMemory<byte>> pictures,
        WatchedFrame?[] frames,
        CancellationToken cancellationToken
    )
    {
        var antiSpoof = current.Organization.Liveness == LivenessLevel.Off ? null : models.GetAntiSpoof();
        await workers.RunAllAsync(
            [
                .. Enumerable
                    .Range(0, frames.Length)
                    .Select(i =>
                        (Func<WatchedFrame>)(
                            () => frames[i] = model.Reader.Watch(pictures[i], PictureLimits.Frame, antiSpoof)
                        )
                    ),
            ],
            cancellationToken
        );
    }

    private async Task<BurstResult> JudgeAsync(Burst burst, CancellationToken cancellationToken)
    {
        var frames = burst.Frames;
        if (frames.Select(frame => frame.Reading).OfType<FaceReading.Unreadable>().FirstOrDefault() is { } broken)
        {
            return new BurstResult.Unreadable(broken.Error);
        }
        if (current.Organization.Liveness == LivenessLevel.Off)
        {
            return Recognise(burst, frames);
        }
        var hashes = frames.Select(frame => frame.Hash).ToList();
        var reading = Recognise(burst, burst.Asked.Count == 0 ? frames : MoveReader.AtRest(frames));
        if (
            (burst.Request.PersonId ?? reading.PersonId) is { } personId
            && await AreSeenAsync(personId, hashes, cancellationToken)
        )
        {
            return new BurstResult.NotLive(LivenessError.SeenBefore, burst.Asked.Count > 0) { Hashes = hashes };
        }
        return await LiveAsync(reading, burst, cancellationToken) with { Hashes = hashes };
    }

    /// <summary>The reading, unless it does not show a living person.</summary>
    private async Task<BurstResult> LiveAsync(BurstResult reading, Burst burst, CancellationToken cancellationToken)
    {
        if (reading is not (BurstResult.Recognised or BurstResult.NotRecognised))
        {
            return reading;
        }
        var verdict = await workers.RunAsync(
            () => new LivenessCheck(burst.Model.Policy).Judge(burst.Frames, burst.Request.Times, burst.Asked),
            cancellationToken
        );
        return verdict is LivenessVerdict.NotLive failed
            ? new BurstResult.NotLive(failed.Error, burst.Asked.Count > 0)
            : reading;
    }

    /// <param name="comparable">The frames in which the head is held as at enrolment.</param>
    private BurstResult Recognise(Burst burst, IReadOnlyList<WatchedFrame> comparable)
    {
        var frames = burst.Frames;
        if (frames.Any(frame => frame.Reading is FaceReading.SeveralFaces))
        {
            return new BurstResult.SeveralPeople();
        }
        var readable = comparable.Select(frame => frame.Reading).OfType<FaceReading.Readable>().ToList();
        var poor = frames.Select(frame => frame.Reading).OfType<FaceReading.PoorPicture>().ToList();
        if (readable.Count == 0)
        {
            return poor.Count > 0 ? new BurstResult.Poor(poor[0].Flaws) : new BurstResult.NoFace();
        }
        var result = new BurstDecision(
            burst.Gallery,
            burst.Model.Policy,
            burst.Request.PersonId,
            current.Organization.IdentificationBudget
        ).Of(readable);
        return result.Decision == MatchDecision.Match
            ? new BurstResult.Recognised(result)
            : new BurstResult.NotRecognised(result, poor.Count > 0 ? poor[0].Flaws[0] : null);
    }

    private async Task<bool> AreSeenAsync(Guid personId, List<FrameHash> hashes, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - BurstFingerprint.Kept;
        await foreach (
            var packed in db
                .BurstFingerprints.Where(burst => burst.PersonId == personId && burst.At > since)
                .Select(burst => burst.Hashes)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            if (BurstFingerprint.AreAmong(hashes, packed))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A request with its frames, and what they are compared with.</summary>
    private sealed record Burst(
        CheckInRequest Request,
        IReadOnlyList<HeadMove> Asked,
        FaceModel Model,
        Gallery Gallery,
        IReadOnlyList<WatchedFrame> Frames
    );
}

/// <summary>The result of a whole burst of frames.</summary>
public abstract record BurstResult
{
    private BurstResult() { }

    public abstract CheckInOutcome Outcome { get; }

    /// <summary>The outcome of the attempt; null for a problem of the camera, which does not count as an attempt.</summary>
    public virtual AttemptOutcome? Attempt => null;

    public virtual MatchResult? Match => null;

    /// <summary>The recognised person.</summary>
    public virtual Guid? PersonId => null;

    /// <summary>Why it did not pass as a living person; null where something else decided.</summary>
    public virtual LivenessError? LivenessError => null;

    /// <summary>Identify its frames later; empty where liveness is off.</summary>
    public IReadOnlyList<FrameHash> Hashes { get; init; } = [];

    public sealed record Recognised(MatchResult Result) : BurstResult
    {
        public override MatchResult Match => Result;
        public override Guid? PersonId => Result.PersonId;
        public override CheckInOutcome Outcome =>
            throw new InvalidOperationException("A recognised burst becomes a punch.");
    }

    public sealed record NotRecognised(MatchResult Result, QualityFlaw? Hint) : BurstResult
    {
        public override MatchResult Match => Result;
        public override CheckInOutcome Outcome =>
            Result.Decision == MatchDecision.Ambiguous
                ? new CheckInOutcome.Ambiguous()
                : new CheckInOutcome.NotRecognised(Hint);
        public override AttemptOutcome? Attempt =>
            Result.Decision == MatchDecision.Ambiguous ? AttemptOutcome.Ambiguous : AttemptOutcome.NotRecognised;
    }

    public sealed record SeveralPeople : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.SeveralPeople();
        public override AttemptOutcome? Attempt => AttemptOutcome.SeveralPeople;
    }

    public sealed record NotLive(LivenessError Error, bool MovesWereAsked) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NotLive(MovesWereAsked);
        public override AttemptOutcome? Attempt => AttemptOutcome.NotLive;
        public override LivenessError? LivenessError => Error;
    }

    public sealed record Poor(IReadOnlyList<QualityFlaw> Flaws) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.PoorPicture(Flaws);
        public override AttemptOutcome? Attempt => AttemptOutcome.PoorPicture;
    }

    public sealed record NoFace : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NoFace();
    }

    public sealed record Unreadable(PictureError Error) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.Unreadable(Error);
    }

    public sealed record NotEnrolled : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NotEnrolled();
    }
}
