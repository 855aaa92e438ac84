using System.Diagnostics;
using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>
/// How a person in front of the camera does the requested moves: sways, moves out and back, never exactly the same
/// twice.
/// </summary>
internal sealed class ClipScript
{
    /// <summary>Of a burst in which nothing is asked.</summary>
    private const double LeastSeconds = 1.6;

    private readonly Random random;
    private readonly List<(
        double From,
        double Out,
        double Hold,
        double Back,
        HeadMove Move,
        double Degrees,
        double Nearer,
        double Slip
    )> acts = [];
    private readonly (double Frequency, double Phase)[] waves;
    private readonly double x,
        y,
        distance,
        sway;

    /// <param name="random">Draws speed, reach and sway.</param>
    /// <param name="reach">Of the moves against how far people turn when asked to.</param>
    /// <param name="sway">Against how much people sway; 0 is a thing on a stand.</param>
    public ClipScript(Random random, IReadOnlyList<HeadMove> moves, double reach = 1, double sway = 1)
    {
        (this.random, this.sway) = (random, sway);
        (x, y, distance) = (Between(-40, 40), Between(-25, 25), Between(430, 640));
        waves = [.. Enumerable.Range(0, 12).Select(_ => (Between(0.15, 0.9), Between(0, Math.Tau)))];
        var at = Between(0.5, 0.8);
        foreach (var move in moves)
        {
            var act = (
                at,
                Between(0.35, 0.65),
                Between(0.3, 0.8),
                Between(0.35, 0.65),
                move,
                Degrees(move) * reach,
                1 - ((1 - (1 / Between(1.26, 1.5))) * reach),
                Between(-4, 4)
            );
            acts.Add(act);
            at += act.Item2 + act.Item3 + act.Item4 + Between(0.15, 0.5);
        }
        Times = Sample(Math.Max(at, LeastSeconds) + Between(0, 0.3));
    }

    /// <summary>Of each frame, since the first: 6 to 8 a second, unevenly as browsers are.</summary>
    public IReadOnlyList<TimeSpan> Times { get; }

    public ClipPose At(TimeSpan time)
    {
        var t = time.TotalSeconds;
        double Wave(int i, double most) => most * sway * Math.Sin((Math.Tau * waves[i].Frequency * t) + waves[i].Phase);
        var pose = new ClipPose(
            Wave(0, 1) + Wave(1, 0.6),
            Wave(2, 0.9) + Wave(3, 0.5),
            Wave(4, 1),
            x + Wave(5, 3.5) + Wave(6, 1.5),
            y + Wave(7, 2) + Wave(8, 1),
            distance + Wave(9, 5) + Wave(10, 2)
        );
        foreach (var act in acts)
        {
            var part = Part(t - act.From, act.Out, act.Hold, act.Back);
            pose = act.Move switch
            {
                HeadMove.Left => pose with
                {
                    Yaw = pose.Yaw + (part * act.Degrees),
                    Pitch = pose.Pitch + (part * act.Slip),
                },
                HeadMove.Right => pose with
                {
                    Yaw = pose.Yaw - (part * act.Degrees),
                    Pitch = pose.Pitch + (part * act.Slip),
                },
                HeadMove.Up => pose with
                {
                    Pitch = pose.Pitch + (part * act.Degrees),
                    Yaw = pose.Yaw + (part * act.Slip),
                },
                HeadMove.Down => pose with
                {
                    Pitch = pose.Pitch - (part * act.Degrees),
                    Yaw = pose.Yaw + (part * act.Slip),
                },
                HeadMove.Nearer => pose with
                {
                    Distance = pose.Distance * (1 + (part * (act.Nearer - 1))),
                    Pitch = pose.Pitch + (part * act.Slip / 2),
                },
                _ => throw new UnreachableException(),
            };
        }
        return pose;
    }

    private double Degrees(HeadMove move) =>
        move is HeadMove.Left or HeadMove.Right ? Between(18, 36) : Between(15, 28);

    private List<TimeSpan> Sample(double length)
    {
        var times = new List<TimeSpan>();
        var pace = Between(0.125, 0.165);
        for (var t = 0.0; t < length && times.Count < LivenessLimits.MaxFrames; t += pace * Between(0.85, 1.15))
        {
            times.Add(TimeSpan.FromMilliseconds(Math.Round(t * 1000)));
        }
        return times;
    }

    /// <summary>0 at rest to 1 at its furthest, starting and stopping softly.</summary>
    private static double Part(double t, double outwards, double hold, double back)
    {
        var part =
            t < outwards ? t / outwards
            : t < outwards + hold ? 1
            : 1 - ((t - outwards - hold) / back);
        part = Math.Clamp(part, 0, 1);
        return part * part * (3 - (2 * part));
    }

    private double Between(double low, double high) => low + ((high - low) * random.NextDouble());
}

/// <summary>Where a thing is before the camera and how it is turned.</summary>
/// <param name="Yaw">Degrees; positive turns what is near to the viewer's right, the person's own left.</param>
/// <param name="Pitch">Degrees; positive looks up.</param>
/// <param name="Roll">Degrees; positive tilts clockwise as the viewer sees it.</param>
/// <param name="X">Millimetres to the viewer's right of the camera's axis.</param>
/// <param name="Y">Millimetres below it.</param>
/// <param name="Distance">Millimetres from the camera.</param>
internal readonly record struct ClipPose(double Yaw, double Pitch, double Roll, double X, double Y, double Distance);
