namespace FaceRek.Core.Faces.Liveness;

/// <summary>Reads from poses over time which moves a head made.</summary>
internal sealed class MoveReader
{
    /// <summary>Nose from the middle, in eye distances: a head turned by 13 degrees. A tilted photograph stays below half of it.</summary>
    private const float Turn = 0.07f;

    /// <summary>Nose on the way from eyes to mouth: a head raised or lowered by 11 degrees.</summary>
    private const float Nod = 0.06f;

    /// <summary>How much larger a face must become: from arm's length, 10 cm nearer.</summary>
    private const float Approach = 0.13f;

    /// <summary>Weight of flow against the landmarks: on tilted photographs flow errs by 0.01 eye distances and landmarks by 0.1.</summary>
    private const float TrustInFlow = 0.75f;

    /// <summary>The part of a turn that appears as a nod.</summary>
    private const float Leak = 0.3f;

    /// <summary>
    /// Below this part of a whole move the head is back. Between the two limits its state does not change, or an
    /// unsteady head would count as many moves.
    /// </summary>
    private const float Back = 0.55f;

    /// <summary>Frames before the first arrow can take effect; their median is the head at rest.</summary>
    private const int RestingFrames = 3;

    /// <summary>Fewer frames of one move are noise in the landmarks.</summary>
    private const int FewestFrames = 2;

    private readonly List<(float Across, float Up, float Nearer)> ways;

    public MoveReader(IReadOnlyList<WatchedFrame> frames, IReadOnlyList<FaceStep> steps)
    {
        var poses = frames.Select(frame => frame.Pose!.Value).ToList();
        var first = poses.Take(RestingFrames).ToList();
        var rest = new HeadPose(
            Median(first, pose => pose.Yaw),
            Median(first, pose => pose.Pitch),
            Median(first, pose => pose.Size)
        );
        ways = [.. poses.Zip(steps, (pose, step) => Way(pose, rest, step))];
        Moves = Read();
    }

    /// <summary>In order, never the same twice in a row; each with the frame in which it goes furthest.</summary>
    public IReadOnlyList<(HeadMove Move, int Frame)> Moves { get; }

    /// <summary>Flow is the finer measure; landmarks are used when it was lost.</summary>
    private static (float Across, float Up, float Nearer) Way(HeadPose pose, HeadPose rest, FaceStep step)
    {
        var (across, up, nearer) = (pose.Yaw - rest.Yaw, rest.Pitch - pose.Pitch, (pose.Size / rest.Size) - 1);
        if (step.Nose is { } nose)
        {
            (across, up) = (
                float.Lerp(across, (float)nose.X, TrustInFlow),
                float.Lerp(up, -(float)nose.Y, TrustInFlow)
            );
        }
        // Landmarks of a turned or near head rise and fall a little with it.
        return (
            across / Turn,
            MathF.CopySign(MathF.Max(0, MathF.Abs(up) - (Leak * MathF.Abs(across))), up) / Nod,
            nearer / Approach
        );
    }

    private List<(HeadMove Move, int Frame)> Read()
    {
        var runs = new List<(HeadMove Move, int Frame, float Part, int Frames)>();
        HeadMove? current = null;
        for (var i = 0; i < ways.Count; i++)
        {
            var (move, part) = Strongest(ways[i]);
            if (part < Back || (move != current && part < 1))
            {
                current = part < Back ? null : current;
                continue;
            }
            if (move != current)
            {
                runs.Add((move, i, part, 0));
            }
            current = move;
            var run = runs[^1];
            runs[^1] = part > run.Part ? (move, i, part, run.Frames + 1) : run with { Frames = run.Frames + 1 };
        }
        var moves = new List<(HeadMove Move, int Frame)>();
        foreach (
            var run in runs.Where(run => run.Frames >= FewestFrames && (moves.Count == 0 || moves[^1].Move != run.Move))
        )
        {
            moves.Add((run.Move, run.Frame));
        }
        return moves;
    }

    /// <summary>The strongest move that a frame shows, and how much of a whole one.</summary>
    private static (HeadMove Move, float Part) Strongest((float Across, float Up, float Nearer) way)
    {
        (HeadMove Move, float Part) turn = (way.Across > 0 ? HeadMove.Left : HeadMove.Right, MathF.Abs(way.Across));
        (HeadMove Move, float Part) nod = (way.Up > 0 ? HeadMove.Up : HeadMove.Down, MathF.Abs(way.Up));
        var strongest = turn.Part > nod.Part ? turn : nod;
        return way.Nearer > strongest.Part ? (HeadMove.Nearer, way.Nearer) : strongest;
    }

    /// <summary>
    /// The frames of a burst in which a head is held about as in the first ones; all frames of a burst without
    /// landmarks.
    /// </summary>
    public static IReadOnlyList<WatchedFrame> AtRest(IReadOnlyList<WatchedFrame> frames)
    {
        var first = frames.Select(frame => frame.Pose).OfType<HeadPose>().Take(RestingFrames).ToList();
        if (first.Count == 0)
        {
            return frames;
        }
        var rest = new HeadPose(
            Median(first, pose => pose.Yaw),
            Median(first, pose => pose.Pitch),
            Median(first, pose => pose.Size)
        );
        return [.. frames.Where(frame => frame.Pose is { } pose && Strongest(Way(pose, rest, default)).Part < 1)];
    }

    private static float Median(List<HeadPose> poses, Func<HeadPose, float> of) =>
        poses.Select(of).Order().ElementAt((poses.Count - 1) / 2);
}
