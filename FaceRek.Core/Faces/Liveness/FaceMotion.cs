using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Follows the points of a face through a burst.</summary>
internal static class FaceMotion
{
    /// <summary>With fewer points, new ones are chosen as soon as the head is back at rest.</summary>
    private const int FewPoints = 30;

    /// <summary>Difference of yaw and pitch from the first frame at which a head counts as at rest.</summary>
    private const float AtRest = 0.04f;

    /// <param name="frames">Each with one face.</param>
    /// <returns>One for each frame, the first being <see cref="FaceStep.None"/>.</returns>
    public static IReadOnlyList<FaceStep> Of(IReadOnlyList<WatchedFrame> frames)
    {
        var steps = new List<FaceStep> { FaceStep.None };
        var (points, anchor, moved) = (TrackedPoints.In(frames[0]), frames[0], new Point2d());
        for (var i = 0; i + 1 < frames.Count; i++)
        {
            if (
                (points.Now.Count < FewPoints || steps[i].Nose is null)
                && (IsAtRest(frames[i], frames[0]) || points.Now.Count == 0)
            )
            {
                (points, anchor, moved) = (TrackedPoints.In(frames[i]), frames[i], steps[i].Nose ?? moved);
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

/// <summary>How the points of a face moved from one frame to the next.</summary>
/// <param name="Shift">The median movement, in parts of the face's width.</param>
/// <param name="Kept">Part of the points that were found again, 0 to 1.</param>
/// <param name="Nose">See <see cref="NoseShift"/>, since the first frame; null with too few points.</param>
/// <param name="Relief">See <see cref="FaceRelief"/>, against the frame in which the points were chosen; null with too few points.</param>
internal readonly record struct FaceStep(double Shift, double Kept, Point2d? Nose, double? Relief)
{
    /// <summary>Of the first frame, from which steps are counted.</summary>
    public static readonly FaceStep None = new(0, 1, new Point2d(), null);
}

/// <summary>
/// Shows depth that a flat picture cannot have: between two views of a plane a homography maps every point exactly
/// (Hartley and Zisserman, Multiple View Geometry, 2nd ed., section 13.1); a nose and a chin do not follow it.
/// </summary>
internal static class FaceRelief
{
    private const int FewestPoints = 12;

    /// <returns>How far points are from where the best homography maps them, root mean square of the middle nine
    /// tenths, in eye distances of the first view; null with too few points.</returns>
    public static double? Between(FaceLandmarks before, FaceLandmarks after, TrackedPoints tracked)
    {
        if (tracked.Now.Count < FewestPoints)
        {
            return null;
        }
        Point2f[] from = [.. tracked.Start, .. Points(before)],
            to = [.. tracked.Now, .. Points(after)];
        using var source = InputArray.Create(from);
        using var target = InputArray.Create(to);
        using var homography = Cv2.FindHomography(source, target);
        if (homography.Empty())
        {
            return null;
        }
        var there = Cv2.PerspectiveTransform(from, homography);
        var errors = there.Zip(to, (one, other) => one.DistanceTo(other)).Order().ToArray();
        var kept = errors[..(errors.Length * 9 / 10)];
        return Math.Sqrt(kept.Average(error => error * error)) / before.LeftEye.DistanceTo(before.RightEye);
    }

    private static Point2f[] Points(FaceLandmarks face) =>
        [face.LeftEye, face.RightEye, face.Nose, face.LeftMouth, face.RightMouth];
}
