using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Liveness;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

/// <summary>
/// A picture is moved as a whole, and the nose on it a little more: only the difference is measured, in eye distances
/// of 80 pixels.
/// </summary>
public sealed class NoseShiftTests
{
    private static readonly FaceLandmarks Face = StagedFrame.Ahead;

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(4, 0, 0, 0)]
    [InlineData(0, 0, 4, 0)]
    [InlineData(0, 0, 0, 4)]
    [InlineData(0, 0, -4, 0)]
    [InlineData(3, -2, 4, -4)]
    public void What_the_nose_does_more_than_the_face_around_it_is_its_shift(
        double right,
        double down,
        double noseRight,
        double noseDown
    )
    {
        using var before = StagedFrame.Texture(3);
        using var moved = StagedFrame.Shifted(before, right, down);
        using var nose = StagedFrame.Shifted(before, right + noseRight, down + noseDown);
        using var mask = new Mat(before.Size(), MatType.CV_8UC1, Scalar.Black);
        Cv2.Circle(
            mask,
            (Face.Nose + new Point2f((float)(right + noseRight), (float)(down + noseDown))).ToPoint(),
            28,
            Scalar.White,
            -1
        );
        nose.CopyTo(moved, mask);
        using var first = StagedFrame.Of(before, Face, [1]);
        using var second = StagedFrame.Of(moved, Moved(right, down), [1]);

        var points = TrackedPoints.In(first);
        var (shift, kept) = points.Follow(first, second);

        Assert.InRange(kept, 0.6, 1);
        Assert.Equal(Math.Sqrt((right * right) + (down * down)), shift, 0.7);
        var found = NoseShift.Of(points, Face)!.Value;
        Assert.Equal(noseRight / 80, found.X, 0.012);
        Assert.Equal(noseDown / 80, found.Y, 0.012);
    }

    [Fact]
    public void With_too_few_points_nothing_is_said()
    {
        using var blank = new Mat(StagedFrame.Side, StagedFrame.Side, MatType.CV_8UC3, Scalar.All(90));
        using var frame = StagedFrame.Of(blank, Face, [1]);
        var points = TrackedPoints.In(frame);
        Assert.Empty(points.Now);
        Assert.Equal((0d, 0d), points.Follow(frame, frame));
        Assert.Null(NoseShift.Of(points, Face));
        Assert.Null(FaceRelief.Between(Face, Face, points));
    }

    /// <summary>A tilted plane stays very close to its homography; a nose that moved 6 pixels of 80 does not.</summary>
    [Fact]
    public void A_plane_has_no_relief_and_a_nose_that_moves_for_itself_has()
    {
        using var before = StagedFrame.Texture(4);
        using var tilted = new Mat();
        Point2f[] from = [new(0, 0), new(400, 0), new(400, 400), new(0, 400)],
            to = [new(6, 4), new(394, 0), new(400, 400), new(0, 394)];
        using var way = Cv2.GetPerspectiveTransform(from, to);
        Cv2.WarpPerspective(before, tilted, way, before.Size(), InterpolationFlags.Cubic, BorderTypes.Reflect101);
        Assert.InRange(ReliefOf(before, tilted, Warped(way)), 0, 0.012);

        using var nose = StagedFrame.Shifted(before, 8);
        using var raised = before.Clone();
        using var mask = new Mat(before.Size(), MatType.CV_8UC1, Scalar.Black);
        Cv2.Circle(mask, (Face.Nose + new Point2f(8, 0)).ToPoint(), 28, Scalar.White, -1);
        nose.CopyTo(raised, mask);
        Assert.InRange(ReliefOf(before, raised, Face with { Nose = Face.Nose + new Point2f(8, 0) }), 0.02, 0.1);
    }

    private static double ReliefOf(Mat before, Mat after, FaceLandmarks landmarks)
    {
        using var first = StagedFrame.Of(before, Face, [1]);
        using var second = StagedFrame.Of(after, landmarks, [1]);
        var points = TrackedPoints.In(first);
        points.Follow(first, second);
        return FaceRelief.Between(Face, landmarks, points)!.Value;
    }

    private static FaceLandmarks Warped(Mat way)
    {
        var there = Cv2.PerspectiveTransform(
            [Face.LeftEye, Face.RightEye, Face.Nose, Face.LeftMouth, Face.RightMouth],
            way
        );
        return new(there[0], there[1], there[2], there[3], there[4]);
    }

    private static FaceLandmarks Moved(double right, double down)
    {
        var by = new Point2f((float)right, (float)down);
        return new(Face.LeftEye + by, Face.RightEye + by, Face.Nose + by, Face.LeftMouth + by, Face.RightMouth + by);
    }
}
