using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Alignment;

public sealed class FivePointTransformTests
{
    private static readonly FaceLandmarks Places = MeanFace.Arcface112.Places;

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(2.5, 0, 40, -7)]
    [InlineData(0.4, 30, -12, 90)]
    [InlineData(3, -75, 300, 200)]
    [InlineData(1, 180, 0, 0)]
    public void A_known_turn_scale_and_shift_is_found_again(double scale, double degrees, double x, double y)
    {
        var known = Turned(scale, degrees, x, y);

        var found = FivePointTransform.Between(Places, Moved(Places, known));

        Assert.Equal(known.A, found.A, 1e-5);
        Assert.Equal(known.B, found.B, 1e-5);
        Assert.Equal(known.X, found.X, 1e-3);
        Assert.Equal(known.Y, found.Y, 1e-3);
    }

    [Fact]
    public void No_small_change_of_the_answer_fits_better()
    {
        var seen = Places with { Nose = new Point2f(70, 60), LeftMouth = new Point2f(30, 99) };
        var best = FivePointTransform.Between(seen, Places);
        var error = Error(best, seen, Places);

        foreach (var (a, b, x, y) in new[] { (1e-3, 0d, 0d, 0d), (0, 1e-3, 0, 0), (0, 0, 0.05, 0), (0, 0, 0, 0.05) })
        {
            Assert.True(error < Error(new(best.A + a, best.B + b, best.X + x, best.Y + y), seen, Places));
            Assert.True(error < Error(new(best.A - a, best.B - b, best.X - x, best.Y - y), seen, Places));
        }
    }

    [Fact]
    public void Five_points_in_one_place_are_only_shifted()
    {
        var point = new Point2f(10, 20);

        var found = FivePointTransform.Between(new FaceLandmarks(point, point, point, point, point), Places);

        Assert.Equal((1d, 0d), (found.A, found.B));
    }

    [Fact]
    public void A_mark_drawn_on_each_landmark_lies_in_its_place_in_the_crop()
    {
        var seen = Moved(Places, Turned(2.2, 25, 260, 60));
        using var picture = new Mat(480, 640, MatType.CV_8UC3, Scalar.Black);
        foreach (var point in Points(seen))
        {
            picture.Circle(point.ToPoint(), 6, Scalar.White, -1);
        }

        using var crop = FivePointAlignment.Crop(picture, seen, MeanFace.Arcface112, side: 112);

        Assert.Equal(new Size(112, 112), crop.Size());
        foreach (var place in Points(Places))
        {
            Assert.True(crop.At<Vec3b>((int)place.Y, (int)place.X).Item0 > 128);
        }
        Assert.Equal(0, crop.At<Vec3b>(20, 20).Item0);
    }

    private static FivePointTransform Turned(double scale, double degrees, double x, double y)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new(scale * cos, scale * sin, x, y);
    }

    private static FaceLandmarks Moved(FaceLandmarks points, FivePointTransform by) =>
        new(
            by.Apply(points.LeftEye),
            by.Apply(points.RightEye),
            by.Apply(points.Nose),
            by.Apply(points.LeftMouth),
            by.Apply(points.RightMouth)
        );

    private static Point2f[] Points(FaceLandmarks face) =>
        [face.LeftEye, face.RightEye, face.Nose, face.LeftMouth, face.RightMouth];

    private static double Error(FivePointTransform transform, FaceLandmarks from, FaceLandmarks to) =>
        Points(from).Zip(Points(to)).Sum(pair => Math.Pow(transform.Apply(pair.First).DistanceTo(pair.Second), 2));
}
