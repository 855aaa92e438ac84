using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>
/// What a flat picture cannot show: between two views of a plane a homography takes every point to its place (Hartley and Zisserman,
/// Multiple View Geometry, 2nd ed., section 13.1); a nose and a chin do not follow it.
/// </summary>
internal static class FaceRelief
{
    private const int FewestPoints = 12;

    /// <returns>How far points lie from where the best homography takes them, root mean square of the middle nine tenths, in eye distances of the first view; null with too few points.</returns>
    public static double? Between(FaceLandmarks before, FaceLandmarks after, FacePoints tracked)
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
