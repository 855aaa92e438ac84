using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>
/// How far a nose has moved across its face, by optical flow: plane and parallax with three points more than needed
/// (Irani and Anandan, ECCV 1996). The common movement of the points around it, as in a picture, is subtracted first.
/// </summary>
internal static class NoseShift
{
    /// <summary>Distances from the tip in eye distances: what counts as nose, and what no longer does.</summary>
    public const double Nose = 0.3;

    private const double Around = 0.42;
    private const int FewestOnNose = 3,
        FewestAround = 9;

    /// <returns>Along the line of the eyes and down towards the mouth, in eye distances of the first view; null with
    /// too few points.</returns>
    public static Point2d? Of(TrackedPoints tracked, FaceLandmarks before)
    {
        var distance = before.LeftEye.DistanceTo(before.RightEye);
        List<int> nose = [],
            around = [];
        for (var i = 0; i < tracked.Start.Count; i++)
        {
            var away = tracked.Start[i].DistanceTo(before.Nose) / distance;
            if (away < Nose)
            {
                nose.Add(i);
            }
            else if (away > Around)
            {
                around.Add(i);
            }
        }
        if (nose.Count < FewestOnNose || around.Count < FewestAround || PlaneOf(tracked, around) is not { } plane)
        {
            return null;
        }
        var across = (before.RightEye - before.LeftEye) * (1 / distance);
        var shifts = nose.ConvertAll(i =>
        {
            var from = tracked.Start[i];
            var expected = new Point2d(
                (plane[0] * from.X) + (plane[1] * from.Y) + plane[2],
                (plane[3] * from.X) + (plane[4] * from.Y) + plane[5]
            );
            var rest = new Point2d(tracked.Now[i].X - expected.X, tracked.Now[i].Y - expected.Y);
            return new Point2d(
                ((rest.X * across.X) + (rest.Y * across.Y)) / distance,
                ((rest.Y * across.X) - (rest.X * across.Y)) / distance
            );
        });
        return new(Median(shifts.Select(shift => shift.X)), Median(shifts.Select(shift => shift.Y)));
    }

    /// <summary>The least-squares affine map of the points around the nose: six numbers row by row.</summary>
    private static double[]? PlaneOf(TrackedPoints tracked, List<int> around)
    {
        using var known = new Mat(around.Count, 3, MatType.CV_64FC1);
        using var wanted = new Mat(around.Count, 2, MatType.CV_64FC1);
        for (var row = 0; row < around.Count; row++)
        {
            var (from, to) = (tracked.Start[around[row]], tracked.Now[around[row]]);
            known.Set(row, 0, (double)from.X);
            known.Set(row, 1, (double)from.Y);
            known.Set(row, 2, 1.0);
            wanted.Set(row, 0, (double)to.X);
            wanted.Set(row, 1, (double)to.Y);
        }
        using var solved = new Mat();
        return Cv2.Solve(known, wanted, solved, DecompTypes.QR)
            ?
            [
                solved.At<double>(0, 0),
                solved.At<double>(1, 0),
                solved.At<double>(2, 0),
                solved.At<double>(0, 1),
                solved.At<double>(1, 1),
                solved.At<double>(2, 1),
            ]
            : null;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
