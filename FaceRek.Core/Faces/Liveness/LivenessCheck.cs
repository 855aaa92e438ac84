using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>
/// Judges whether a burst shows one living person who is there now. It deters and cannot guarantee: docs/liveness.md and
/// the admin pages say what it does not stop.
/// </summary>
internal sealed class LivenessCheck(MatchPolicy policy)
{
    /// <summary>
    /// Normalised likeness between any frame and the middle one: below this there are two people. Two turns of one head
    /// reach 2.
    /// </summary>
    private const float SameFace = 1;

    /// <summary>
    /// Normalised likeness between a frame and the next, and the part of a face's points found again: below both,
    /// another face was inserted.
    /// </summary>
    private const float AlikeNext = 5.5f,
        KeptNext = 0.6f;

    /// <summary>
    /// The least sway from frame to frame of a person at rest and of one who moves, in parts of the face's width; and
    /// the part of the burst in which there may be less.
    /// </summary>
    private const double LeastSway = 0.0015,
        LeastMove = 0.004,
        MaxFrozen = 0.5;

    /// <summary>In eye distances; see <see cref="FaceRelief"/>.</summary>
    private const double LeastRelief = 0.02;

    /// <param name="times">Since the first frame, one for each frame.</param>
    /// <param name="asked">Empty when only the passive checks are wanted.</param>
    public LivenessVerdict Judge(
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<TimeSpan> times,
        IReadOnlyList<HeadMove> asked
    ) => FaultOf(frames, times, asked) is { } error ? new LivenessVerdict.NotLive(error) : new LivenessVerdict.Live();

    private LivenessError? FaultOf(
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<TimeSpan> times,
        IReadOnlyList<HeadMove> asked
    )
    {
        if (LivenessLimits.FaultOf(times) is { } error)
        {
            return error;
        }
        if (frames.DistinctBy(frame => frame.Hash.Bytes).Count() < frames.Count - 1)
        {
            return LivenessError.Frozen;
        }
        var seen = frames
            .Where(frame => frame.Template is not null && (asked.Count == 0 || frame.Landmarks is not null))
            .ToList();
        if (seen.Count < LivenessLimits.FewestFrames || seen.Count < frames.Count * (1 - LivenessLimits.MaxLost))
        {
            return LivenessError.TooLittleSeen;
        }
        var steps = FaceMotion.Of(seen);
        return FaultOfFaces(seen, steps)
            ?? FaultOfStillness(seen, steps, isMoving: asked.Count > 0)
            ?? FaultOfMoves(seen, steps, asked)
            ?? FaultOfLook(seen);
    }

    private static LivenessError? FaultOfMoves(
        List<WatchedFrame> frames,
        IReadOnlyList<FaceStep> steps,
        IReadOnlyList<HeadMove> asked
    )
    {
        if (asked.Count == 0)
        {
            return null;
        }
        var moves = new MoveReader(frames, steps).Moves;
        if (!moves.Select(made => made.Move).SequenceEqual(asked))
        {
            return LivenessError.OtherMoves;
        }
        // Coming nearer shows too little relief; of two different moves at least one is another.
        return moves.Where(made => made.Move != HeadMove.Nearer).All(made => steps[made.Frame].Relief >= LeastRelief)
            ? null
            : LivenessError.Flat;
    }

    /// <summary>Where moves were requested, most frames must differ; otherwise people may sit rather still.</summary>
    private static LivenessError? FaultOfStillness(
        List<WatchedFrame> frames,
        IReadOnlyList<FaceStep> steps,
        bool isMoving
    )
    {
        var least = isMoving ? LeastMove : LeastSway;
        bool IsFrozen(int i) => steps[i].Shift < least || (isMoving && frames[i].Hash.LooksLike(frames[i - 1].Hash));
        return Enumerable.Range(1, frames.Count - 1).Count(IsFrozen) > (frames.Count - 1) * MaxFrozen
            ? LivenessError.Frozen
            : null;
    }

    /// <summary>Half of the frames must look real to the network, if one is installed.</summary>
    private static LivenessError? FaultOfLook(List<WatchedFrame> frames)
    {
        var looks = frames.Select(frame => frame.LooksReal).OfType<bool>().ToList();
        return looks.Count(isReal => isReal) * 2 < looks.Count ? LivenessError.LooksFake : null;
    }

    /// <summary>Another face is unlike the frames before it, and their points are not found on it; a turn may do one of the two.</summary>
    private LivenessError? FaultOfFaces(List<WatchedFrame> frames, IReadOnlyList<FaceStep> steps)
    {
        var likeness = new float[frames.Count, frames.Count];
        for (var i = 0; i < frames.Count; i++)
        {
            for (var j = i + 1; j < frames.Count; j++)
            {
                likeness[i, j] = likeness[j, i] = Likeness(frames[i].Template!, frames[j].Template!);
            }
        }
        var isCut = Enumerable
            .Range(1, frames.Count - 1)
            .Any(i => likeness[i - 1, i] < AlikeNext && steps[i].Kept < KeptNext);
        var leastToMiddle = Enumerable
            .Range(0, frames.Count)
            .Max(i => Enumerable.Range(0, frames.Count).Where(j => j != i).Min(j => likeness[i, j]));
        return isCut || leastToMiddle < SameFace ? LivenessError.SeveralFaces : null;
    }

    private float Likeness(Template one, Template other) =>
        MatchPolicy.Normalise(Matching.Likeness.Of(policy.Metric, one.Values, other.Values), policy.Prior);
}

/// <summary>The server's verdict on a burst. The browser's opinion is not used.</summary>
public abstract record LivenessVerdict
{
    private LivenessVerdict() { }

    public sealed record Live : LivenessVerdict;

    public sealed record NotLive(LivenessError Error) : LivenessVerdict;
}

/// <summary>
/// Why a burst did not pass as a living person. Kept on the record for admins; the person at the camera is told what to
/// do instead.
/// </summary>
public enum LivenessError
{
    /// <summary>Too few frames, or frames without a face between those with one.</summary>
    TooLittleSeen,

    /// <summary>Times that do not rise, or that are too close for a person to move.</summary>
    Times,

    /// <summary>Frames that were sent before.</summary>
    SeenBefore,

    /// <summary>The same frame repeated: a person never holds that still.</summary>
    Frozen,

    /// <summary>Not the same face throughout.</summary>
    SeveralFaces,

    /// <summary>Not exactly the requested moves in their order.</summary>
    OtherMoves,

    /// <summary>The moves of something flat.</summary>
    Flat,

    /// <summary>The anti-spoof network takes it for a picture.</summary>
    LooksFake,
}
