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
/// Compares a burst with the claimed person: is a living person there, and is it them. The median frame decides: the
/// best of several would accept strangers more often than one picture does, and the worst would refuse people who
/// blink.
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

    /// <param name="asked">The moves the challenge asked for.</param>
    public async Task<BurstResult> ReadAsync(
        CheckInRequest request,
        IReadOnlyList<HeadMove> asked,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(current.Organization.FaceModel);
        if (!await db.FaceTemplates.OfPerson(request.PersonId).OfModel(model.Id).AnyAsync(cancellationToken))
        {
            return new BurstResult.NotEnrolled();
        }

        return await WatchAsync(
            model,
            request.Frames,
            (gallery, frames) => JudgeAsync(request, asked, model, gallery, frames, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Whether the active model is too imprecise for 1:N over this many people.</summary>
    public async Task<bool> IsTooRiskyAsync(CancellationToken cancellationToken) =>
        !(await galleries.OfAsync(db, current.Organization, cancellationToken))
            .Risk(current.Organization.IdentificationBudget)
            .IsWithinBudget;

    /// <summary>The same against all people (1:N): whose face is it.</summary>
    public Task<BurstResult> FindAsync(
        ReceptionRequest request,
        IReadOnlyList<HeadMove> asked,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(current.Organization.FaceModel);
        return WatchAsync(
            model,
            request.Frames,
            (gallery, frames) => FindAsync(request, asked, model, gallery, frames, cancellationToken),
            cancellationToken
        );
    }

    private async Task<BurstResult> WatchAsync(
        FaceModel model,
        IReadOnlyList<ReadOnlyMemory<byte>> pictures,
        Func<Gallery, IReadOnlyList<WatchedFrame>, Task<BurstResult>> judge,
        CancellationToken cancellationToken
    )
    {
        var antiSpoof = current.Organization.Liveness == LivenessLevel.Off ? null : models.GetAntiSpoof();
        var frames = new WatchedFrame?[pictures.Count];
        try
        {
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
            return await judge(
                await galleries.OfAsync(db, current.Organization, cancellationToken),
                [.. frames.OfType<WatchedFrame>()]
            );
        }
        finally
        {
            foreach (var frame in frames)
            {
                frame?.Dispose();
            }
        }
    }

    private async Task<BurstResult> JudgeAsync(
        CheckInRequest request,
        IReadOnlyList<HeadMove> asked,
        FaceModel model,
        Gallery gallery,
        IReadOnlyList<WatchedFrame> frames,
        CancellationToken cancellationToken
    )
    {
        if (frames.Select(frame => frame.Reading).OfType<FaceReading.Unreadable>().FirstOrDefault() is { } broken)
        {
            return new BurstResult.Unreadable(broken.Fault);
        }
        if (current.Organization.Liveness == LivenessLevel.Off)
        {
            return Recognise(request.PersonId, gallery, frames, frames);
        }

        var hashes = frames.Select(frame => frame.Hash).ToList();
        if (await AreSeenAsync(request.PersonId, hashes, cancellationToken))
        {
            return new BurstResult.NotLive(LivenessFault.SeenBefore, asked.Count > 0) { Hashes = hashes };
        }
        var atRest = asked.Count == 0 ? frames : MoveReader.AtRest(frames);
        var reading = Recognise(request.PersonId, gallery, frames, atRest);
        return await LiveAsync(reading, model, frames, request.Times, asked, cancellationToken) with
        {
            Hashes = hashes,
        };
    }

    private async Task<BurstResult> FindAsync(
        ReceptionRequest request,
        IReadOnlyList<HeadMove> asked,
        FaceModel model,
        Gallery gallery,
        IReadOnlyList<WatchedFrame> frames,
        CancellationToken cancellationToken
    )
    {
        if (frames.Select(frame => frame.Reading).OfType<FaceReading.Unreadable>().FirstOrDefault() is { } broken)
        {
            return new BurstResult.Unreadable(broken.Fault);
        }
        if (current.Organization.Liveness == LivenessLevel.Off)
        {
            return Find(gallery, frames, frames);
        }
        var hashes = frames.Select(frame => frame.Hash).ToList();
        var reading = Find(gallery, frames, asked.Count == 0 ? frames : MoveReader.AtRest(frames));
        if (
            reading is BurstResult.Recognised { Result.PersonId: { } personId }
            && await AreSeenAsync(personId, hashes, cancellationToken)
        )
        {
            return new BurstResult.NotLive(LivenessFault.SeenBefore, asked.Count > 0) { Hashes = hashes };
        }
        return await LiveAsync(reading, model, frames, request.Times, asked, cancellationToken) with
        {
            Hashes = hashes,
        };
    }

    /// <summary>The reading, unless it does not show a living person.</summary>
    private async Task<BurstResult> LiveAsync(
        BurstResult reading,
        FaceModel model,
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<TimeSpan> times,
        IReadOnlyList<HeadMove> asked,
        CancellationToken cancellationToken
    )
    {
        if (reading is not (BurstResult.Recognised or BurstResult.NotRecognised))
        {
            return reading;
        }
        var verdict = await workers.RunAsync(
            () => new LivenessCheck(model.Policy).Judge(frames, times, asked),
            cancellationToken
        );
        return verdict is LivenessVerdict.NotLive failed
            ? new BurstResult.NotLive(failed.Fault, asked.Count > 0)
            : reading;
    }

    /// <param name="comparable">The frames in which the head is held as at enrolment.</param>
    private static BurstResult Recognise(
        Guid personId,
        Gallery gallery,
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<WatchedFrame> comparable
    ) => Compare(frames, comparable, template => gallery.Verify(personId, template));

    private BurstResult Find(
        Gallery gallery,
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<WatchedFrame> comparable
    )
    {
        var budget = current.Organization.IdentificationBudget;
        var named = new HashSet<Guid?>();
        var reading = Compare(
            frames,
            comparable,
            template =>
            {
                var best = gallery.Rank(template, 1, budget) is [var first]
                    ? first
                    : new MatchResult(MatchDecision.Unknown, gallery.Model, null, null, 0, 0, null);
                if (best.Decision == MatchDecision.Match)
                {
                    named.Add(best.PersonId);
                }
                return best;
            }
        );
        // The frames of one burst show one person: if they match two, it is neither.
        return reading is BurstResult.Recognised { Result: var match } && named.Count > 1
            ? new BurstResult.NotRecognised(match with { Decision = MatchDecision.Ambiguous }, null)
            : reading;
    }

    private static BurstResult Compare(
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<WatchedFrame> comparable,
        Func<Template, MatchResult> compare
    )
    {
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
        var results = readable.Select(reading => compare(reading.Template)).OrderBy(result => result.Score).ToList();
        var median = results[(results.Count - 1) / 2];
        return median.Decision == MatchDecision.Match
            ? new BurstResult.Recognised(median)
            : new BurstResult.NotRecognised(median, poor.Count > 0 ? poor[0].Flaws[0] : null);
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
}

/// <summary>The result of a whole burst of frames for one claimed person.</summary>
public abstract record BurstResult
{
    private BurstResult() { }

    public abstract CheckInOutcome Outcome { get; }

    /// <summary>The outcome of the attempt; null for a problem of the camera, which does not count as an attempt.</summary>
    public virtual AttemptOutcome? Attempt => null;

    public virtual MatchResult? Match => null;

    /// <summary>Why it did not pass as a living person; null where something else decided.</summary>
    public virtual LivenessFault? LivenessFault => null;

    /// <summary>Identify its frames later; empty where liveness is off.</summary>
    public IReadOnlyList<FrameHash> Hashes { get; init; } = [];

    public sealed record Recognised(MatchResult Result) : BurstResult
    {
        public override MatchResult Match => Result;
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

    public sealed record NotLive(LivenessFault Fault, bool MovesWereAsked) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NotLive(MovesWereAsked);
        public override AttemptOutcome? Attempt => AttemptOutcome.NotLive;
        public override LivenessFault? LivenessFault => Fault;
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

    public sealed record Unreadable(PictureFault Fault) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.Unreadable(Fault);
    }

    public sealed record NotEnrolled : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NotEnrolled();
    }
}
