using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>
/// Reads a burst against the claimed person: is somebody there, and is it them. The median frame decides: taking the best of several would
/// accept strangers more often than one picture does, and taking the worst would refuse people who blink.
/// </summary>
public sealed class BurstReader(FaceRekDb db, CurrentOrganization current, FaceModels models, FaceWorkers workers, Galleries galleries, TimeProvider clock)
{
    /// <summary>What to ask a person to do; nothing where the organization does not want it or its model cannot see it.</summary>
    public IReadOnlyList<HeadMove> DrawMoves() =>
        current.Organization.Liveness == LivenessLevel.Active && models.Get(current.Organization.FaceModel).FollowsMoves ? MoveChallenge.Draw() : [];

    /// <param name="asked">What the challenge asked the person to do.</param>
    public async Task<BurstReading> ReadAsync(CheckInRequest request, IReadOnlyList<HeadMove> asked, CancellationToken cancellation)
    {
        var model = models.Get(current.Organization.FaceModel);
        if (!await db.FaceTemplates.OfPerson(request.PersonId).OfModel(model.Id).AnyAsync(cancellation)) { return new BurstReading.NotEnrolled(); }

        var antiSpoof = current.Organization.Liveness == LivenessLevel.Off ? null : models.GetAntiSpoof();
        var frames = new WatchedFrame?[request.Frames.Count];
        try
        {
            _ = await workers.RunAllAsync([.. Enumerable.Range(0, frames.Length).Select(i => (Func<WatchedFrame>)(() => frames[i] = model.Reader.Watch(request.Frames[i], PictureLimits.Frame, antiSpoof)))], cancellation);
            var gallery = await galleries.OfAsync(db, current.Organization, cancellation);
            return await JudgeAsync(request, asked, model, gallery, [.. frames.OfType<WatchedFrame>()], cancellation);
        }
        finally
        {
            foreach (var frame in frames) { frame?.Dispose(); }
        }
    }

    private async Task<BurstReading> JudgeAsync(
        CheckInRequest request, IReadOnlyList<HeadMove> asked, FaceModel model, Gallery gallery, IReadOnlyList<WatchedFrame> frames, CancellationToken cancellation)
    {
        if (frames.Select(frame => frame.Reading).OfType<FaceReading.Unreadable>().FirstOrDefault() is { } broken) { return new BurstReading.Unreadable(broken.Fault); }
        if (current.Organization.Liveness == LivenessLevel.Off) { return Recognise(request.PersonId, gallery, frames, frames); }

        var hashes = frames.Select(frame => frame.Hash).ToList();
        if (await AreSeenAsync(request.PersonId, hashes, cancellation)) { return new BurstReading.NotLive(LivenessFault.SeenBefore, asked.Count > 0) { Hashes = hashes }; }
        var atRest = asked.Count == 0 ? frames : MoveReader.AtRest(frames);
        var reading = Recognise(request.PersonId, gallery, frames, atRest);
        if (reading is BurstReading.Recognised or BurstReading.NotRecognised)
        {
            var verdict = await workers.RunAsync(() => new LivenessCheck(model.Policy).Judge(frames, request.Times, asked), cancellation);
            if (verdict is LivenessVerdict.NotLive failed) { reading = new BurstReading.NotLive(failed.Fault, asked.Count > 0); }
        }
        return reading with { Hashes = hashes };
    }

    /// <param name="comparable">Those of the frames in which the head is held as at enrolment.</param>
    private static BurstReading Recognise(Guid personId, Gallery gallery, IReadOnlyList<WatchedFrame> frames, IReadOnlyList<WatchedFrame> comparable)
    {
        if (frames.Any(frame => frame.Reading is FaceReading.SeveralFaces)) { return new BurstReading.SeveralPeople(); }

        var readable = comparable.Select(frame => frame.Reading).OfType<FaceReading.Readable>().ToList();
        var poor = frames.Select(frame => frame.Reading).OfType<FaceReading.PoorPicture>().ToList();
        if (readable.Count == 0) { return poor.Count > 0 ? new BurstReading.Poor(poor[0].Flaws) : new BurstReading.NoFace(); }

        var results = readable.Select(reading => gallery.Verify(personId, reading.Template)).OrderBy(result => result.Score).ToList();
        var median = results[(results.Count - 1) / 2];
        return median.Decision == MatchDecision.Match ? new BurstReading.Recognised(median) : new BurstReading.NotRecognised(median, poor.Count > 0 ? poor[0].Flaws[0] : null);
    }

    private async Task<bool> AreSeenAsync(Guid personId, List<FrameHash> hashes, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - SeenBurst.Kept;
        await foreach (var packed in db.SeenBursts.Where(burst => burst.PersonId == personId && burst.At > since).Select(burst => burst.Hashes).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (SeenBurst.AreAmong(hashes, packed)) { return true; }
        }
        return false;
    }
}
