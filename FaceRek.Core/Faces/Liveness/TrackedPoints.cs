using FaceRek.Core.Faces.Alignment;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>
/// Points of a face followed from frame to frame by optical flow (Lucas and Kanade, in pyramids), started at the
/// position the landmarks suggest.
/// </summary>
internal sealed class TrackedPoints
{
    private const int MaxOnNose = 30,
        MaxAround = 70;

    /// <summary>Relative to the strongest corner: skin has only weak corners, and many weak ones are enough.</summary>
    private const double LeastStrength = 0.01;

    /// <summary>Pixels from one point to the next; a nose is small.</summary>
    private const double ApartOnNose = 2,
        ApartAround = 4;

    private static readonly Size Window = new(15, 15);
    private const int Levels = 2;

    /// <summary>A point followed there and back must return to within this many pixels.</summary>
    private const float HomeWithin = 0.8f;

    private readonly List<Point2f> start;
    private readonly List<Point2f> now;

    private TrackedPoints(Point2f[] points) => (start, now) = ([.. points], [.. points]);

    /// <summary>Where the points that are left were in the first frame.</summary>
    public IReadOnlyList<Point2f> Start => start;

    /// <summary>Where they are now.</summary>
    public IReadOnlyList<Point2f> Now => now;

    /// <summary>
    /// Corners inside the face: within the outline of brows, cheeks and chin, where there is no background. The nose
    /// has its own share, or eyes and mouth would take all points.
    /// </summary>
    public static TrackedPoints In(WatchedFrame frame)
    {
        using var around = new Mat(frame.Grey!.Size(), MatType.CV_8UC1, Scalar.Black);
        var (middle, radii, degrees) = Outline(frame);
        Cv2.Ellipse(
            around,
            new RotatedRect(middle, new Size2f(2 * radii.Width, 2 * radii.Height), degrees),
            Scalar.White,
            -1
        );
        if (frame.Landmarks is not { } points)
        {
            return new(
                Cv2.GoodFeaturesToTrack(frame.Grey, MaxAround, LeastStrength, ApartAround, around, 3, false, 0.04)
            );
        }

        var reach = (int)(points.LeftEye.DistanceTo(points.RightEye) * NoseShift.Nose);
        using var nose = new Mat(frame.Grey.Size(), MatType.CV_8UC1, Scalar.Black);
        Cv2.Circle(nose, points.Nose.ToPoint(), reach, Scalar.White, -1);
        Cv2.Circle(around, points.Nose.ToPoint(), reach, Scalar.Black, -1);
        return new([
            .. Cv2.GoodFeaturesToTrack(frame.Grey, MaxOnNose, LeastStrength, ApartOnNose, nose, 3, false, 0.04),
            .. Cv2.GoodFeaturesToTrack(frame.Grey, MaxAround, LeastStrength, ApartAround, around, 3, false, 0.04),
        ]);
    }

    /// <summary>Follows all points one frame further; lost points are dropped.</summary>
    /// <returns>The median movement of the remaining points in pixels, and the part that remains, 0 to 1.</returns>
    public (double Shift, double Kept) Follow(WatchedFrame from, WatchedFrame to)
    {
        if (now.Count == 0)
        {
            return (0, 0);
        }
        var points = now.ToArray();
        var guess = Guess(from, to, points);
        Cv2.CalcOpticalFlowPyrLK(
            from.Grey!,
            to.Grey!,
            points,
            ref guess,
            out var found,
            out _,
            Window,
            Levels,
            null,
            OpticalFlowFlags.UseInitialFlow
        );
        var home = points.ToArray();
        Cv2.CalcOpticalFlowPyrLK(
            to.Grey!,
            from.Grey!,
            guess,
            ref home,
            out var foundBack,
            out _,
            Window,
            Levels,
            null,
            OpticalFlowFlags.UseInitialFlow
        );
        var moved = new List<double>(points.Length);
        for (var i = points.Length - 1; i >= 0; i--)
        {
            if (found[i] == 0 || foundBack[i] == 0 || home[i].DistanceTo(points[i]) > HomeWithin)
            {
                start.RemoveAt(i);
                now.RemoveAt(i);
                continue;
            }
            now[i] = guess[i];
            moved.Add(guess[i].DistanceTo(points[i]));
        }
        moved.Sort();
        return moved.Count == 0 ? (0, 0) : (moved[moved.Count / 2], (double)moved.Count / points.Length);
    }

    private static Point2f[] Guess(WatchedFrame from, WatchedFrame to, Point2f[] points)
    {
        if (from.Landmarks is { } before && to.Landmarks is { } after)
        {
            var way = FivePointTransform.Between(before, after);
            return [.. points.Select(way.Apply)];
        }
        if (from.Face is not { } one || to.Face is not { } other)
        {
            return [.. points];
        }
        var shift = new Point2f(
            other.X + (other.Width / 2) - one.X - (one.Width / 2),
            other.Y + (other.Height / 2) - one.Y - (one.Height / 2)
        );
        return [.. points.Select(point => point + shift)];
    }

    private static (Point2f Middle, Size2f Radii, float Degrees) Outline(WatchedFrame frame)
    {
        if (frame.Landmarks is not { } points)
        {
            var box = frame.Face!.Value;
            return (
                new(box.X + (box.Width / 2), box.Y + (box.Height * 0.55f)),
                new(box.Width * 0.3f, box.Height * 0.36f),
                0
            );
        }
        var (eyes, mouth) = ((points.LeftEye + points.RightEye) * 0.5, (points.LeftMouth + points.RightMouth) * 0.5);
        var across = points.RightEye - points.LeftEye;
        var size = (float)Math.Max(eyes.DistanceTo(mouth), points.LeftEye.DistanceTo(points.RightEye));
        return (
            (eyes + mouth) * 0.5,
            new(size * 0.85f, size * 1.05f),
            (float)(Math.Atan2(across.Y, across.X) * 180 / Math.PI)
        );
    }
}
