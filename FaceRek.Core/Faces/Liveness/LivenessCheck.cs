using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Judges whether a burst shows one living person who is there now. Deters and cannot guarantee: what it does not stop is said in the README and to admins.</summary>
internal sealed class LivenessCheck(MatchPolicy policy)
{
    /// <summary>Of normalised likeness, between any frame and the one in the middle of all: below are two people. Two turns of one head come to 2.</summary>
    private const float SameFace = 1;

    /// <summary>Of normalised likeness between a frame and the next, and the part of a face's points found again: below both another face was put in.</summary>
    private const float AlikeNext = 5.5f,
        KeptNext = 0.6f;

    /// <summary>Parts of a face's width by which people sway from frame to frame at least, and those who move; and the part of the burst in which they may do less.</summary>
    private const double LeastSway = 0.0015,
        LeastMove = 0.004,
        MaxFrozen = 0.5;

    /// <summary>In eye distances; see <see cref="FaceRelief"/>.</summary>
    private const double LeastRelief = 0.02;

    /// <param name="times">Since the first frame, one a frame.</param>
    /// <param name="asked">None where only the passive checks are wanted.</param>
    public LivenessVerdict Judge(
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<TimeSpan> times,
        IReadOnlyList<HeadMove> asked
    ) => FaultOf(frames, times, asked) is { } fault ? new LivenessVerdict.NotLive(fault) : new LivenessVerdict.Live();

    private LivenessFault? FaultOf(
        IReadOnlyList<WatchedFrame> frames,
        IReadOnlyList<TimeSpan> times,
        IReadOnlyList<HeadMove> asked
    )
    {
        if (LivenessLimits.FaultOf(times) is { } fault)
        {
            return fault;
        }
        if (frames.DistinctBy(frame => frame.Hash.Bytes).Count() < frames.Count - 1)
        {
            return LivenessFault.Frozen;
        }
        var seen = frames
            .Where(frame => frame.Template is not null && (asked.Count == 0 || frame.Landmarks is not null))
            .ToList();
        if (seen.Count < LivenessLimits.FewestFrames || seen.Count < frames.Count * (1 - LivenessLimits.MaxLost))
        {
            return LivenessFault.TooLittleSeen;
        }
        var steps = FaceMotion.Of(seen);
        return FaultOfFaces(seen, steps)
            ?? FaultOfStillness(seen, steps, isMoving: asked.Count > 0)
            ?? FaultOfMoves(seen, steps, asked)
            ?? FaultOfLook(seen);
    }

    private static LivenessFault? FaultOfMoves(
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
            return LivenessFault.OtherMoves;
        }
        // Coming nearer shows too little of a relief; of two different moves one at least is another.
        return moves.Where(made => made.Move != HeadMove.Nearer).All(made => steps[made.Frame].Relief >= LeastRelief)
            ? null
            : LivenessFault.Flat;
    }

    /// <summary>Where somebody was asked to move, most frames must differ; where not, people may sit rather still.</summary>
    private static LivenessFault? FaultOfStillness(
        List<WatchedFrame> frames,
        IReadOnlyList<FaceStep> steps,
        bool isMoving
    )
    {
        var least = isMoving ? LeastMove : LeastSway;
        bool IsFrozen(int i) => steps[i].Shift < least || (isMoving && frames[i].Hash.LooksLike(frames[i - 1].Hash));
        return Enumerable.Range(1, frames.Count - 1).Count(IsFrozen) > (frames.Count - 1) * MaxFrozen
            ? LivenessFault.Frozen
            : null;
    }

    /// <summary>Half of the frames must look real to the network, if one is installed.</summary>
    private static LivenessFault? FaultOfLook(List<WatchedFrame> frames)
    {
        var looks = frames.Select(frame => frame.LooksReal).OfType<bool>().ToList();
        return looks.Count(isReal => isReal) * 2 < looks.Count ? LivenessFault.LooksFake : null;
    }

    /// <summary>A face that is another one is unlike those before it, and their points are not found on it; a turn may do one of the two.</summary>
    private LivenessFault? FaultOfFaces(List<WatchedFrame> frames, IReadOnlyList<FaceStep> steps)
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
        return isCut || leastToMiddle < SameFace ? LivenessFault.SeveralFaces : null;
    }

    private float Likeness(Template one, Template other) =>
        MatchPolicy.Normalise(Matching.Likeness.Of(policy.Metric, one.Values, other.Values), policy.Prior);
}

/// <summary>What the server makes of a burst. Whatever the browser believes is not asked.</summary>
public abstract record LivenessVerdict
{
    private LivenessVerdict() { }

    public sealed record Live : LivenessVerdict;

    public sealed record NotLive(LivenessFault Fault) : LivenessVerdict;
}

/// <summary>Why a burst was not taken for a living person. Kept on the record for admins; the person at the camera is told what to do, not this.</summary>
public enum LivenessFault
{
    /// <summary>Too few frames, or frames without a face between those with one.</summary>
    TooLittleSeen,

    /// <summary>Times that do not rise, or not over a time in which somebody moves.</summary>
    Times,

    /// <summary>Frames that were sent before.</summary>
    SeenBefore,

    /// <summary>The same frame over and over: nobody holds that still.</summary>
    Frozen,

    /// <summary>Not the same face throughout.</summary>
    SeveralFaces,

    /// <summary>Not the moves asked for, in their order and no others.</summary>
    OtherMoves,

    /// <summary>The moves of something flat.</summary>
    Flat,

    /// <summary>The anti-spoof network takes it for a picture.</summary>
    LooksFake,
}
