using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Follows the points of a face through a burst.</summary>
internal static class FaceMotion
{
    /// <summary>With fewer, points are looked for anew as soon as the head is back at rest.</summary>
    private const int FewPoints = 30;

    /// <summary>Of yaw and pitch from those of the first frame: a head that is about at rest.</summary>
    private const float AtRest = 0.04f;

    /// <param name="frames">Each with one face.</param>
    /// <returns>One for each frame, the first being <see cref="FaceStep.None"/>.</returns>
    public static IReadOnlyList<FaceStep> Of(IReadOnlyList<WatchedFrame> frames)
    {
        var steps = new List<FaceStep> { FaceStep.None };
        var (points, anchor, moved) = (FacePoints.In(frames[0]), frames[0], new Point2d());
        for (var i = 0; i + 1 < frames.Count; i++)
        {
            if (
                (points.Now.Count < FewPoints || steps[i].Nose is null)
                && (IsAtRest(frames[i], frames[0]) || points.Now.Count == 0)
            )
            {
                (points, anchor, moved) = (FacePoints.In(frames[i]), frames[i], steps[i].Nose ?? moved);
            }
            var (shift, kept) = points.Follow(frames[i], frames[i + 1]);
            var (nose, relief) =
                anchor.Landmarks is { } before && frames[i + 1].Landmarks is { } after
                    ? (NoseShift.Of(points, before), FaceRelief.Between(before, after, points))
                    : (null, null);
            steps.Add(
                new(shift / frames[i].Face!.Value.Width, kept, nose is { } shifted ? moved + shifted : null, relief)
            );
        }
        return steps;
    }

    private static bool IsAtRest(WatchedFrame frame, WatchedFrame first) =>
        frame.Pose is not { } pose
        || first.Pose is not { } rest
        || (MathF.Abs(pose.Yaw - rest.Yaw) < AtRest && MathF.Abs(pose.Pitch - rest.Pitch) < AtRest);
}
