using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Alignment;

/// <summary>
/// Marks are drawn where the eyes are; their expected places are those of the rule: 29 % and 71 % across, 34.5 % down,
/// 47 pixels apart.
/// </summary>
public sealed class EyeAlignmentTests
{
    private const double Left = 112 * 0.29,
        Right = 112 * 0.71,
        Line = 128 * 0.345;

    [Theory]
    [InlineData(280, 200, 360, 200)]
    [InlineData(290, 240, 350, 200)]
    [InlineData(220, 180, 330, 260)]
    [InlineData(120, 240, 440, 240)]
    [InlineData(300, 200, 340, 200)]
    public void Wherever_the_eyes_are_they_come_to_lie_in_their_places(float x, float y, float otherX, float otherY)
    {
        var (left, right) = Marks(new EyePair(new(x, y), new(otherX, otherY)), Nudge.None);
        AssertAt(Left, Line, left);
        AssertAt(Right, Line, right);
    }

    /// <summary>To the right and down, larger, and clockwise about the middle between the eyes.</summary>
    [Fact]
    public void A_nudge_moves_enlarges_and_turns_the_face_about_the_eyes()
    {
        var eyes = new EyePair(new(280, 200), new(360, 200));
        AssertAt(Left + 3, Line - 2, Marks(eyes, new Nudge(3, -2, 1, 0)).Left);
        AssertAt(56 - ((56 - Left) * 1.2), Line, Marks(eyes, new Nudge(0, 0, 1.2f, 0)).Left);
        AssertAt(
            56 + ((Right - 56) * Math.Cos(Math.PI / 18)),
            Line + ((Right - 56) * Math.Sin(Math.PI / 18)),
            Marks(eyes, new Nudge(0, 0, 1, 10)).Right
        );
    }

    [Fact]
    public void The_five_alignments_of_a_template_lie_around_the_first()
    {
        Assert.Equal(new Nudge(0, 0, 1, 0), Nudge.None);
        Assert.Equal(
            [Nudge.None, new(3, 3, 1.03f, 3), new(-3, 3, 0.97f, 3), new(3, -3, 0.97f, -3), new(-3, -3, 1.03f, -3)],
            Nudge.Around
        );
        Assert.Equal(
            (0f, 0f, 0f),
            (
                Nudge.Around.Sum(nudge => nudge.Right),
                Nudge.Around.Sum(nudge => nudge.Down),
                Nudge.Around.Sum(nudge => nudge.Degrees)
            )
        );
        using var grey = new Mat(480, 640, MatType.CV_8UC1, Scalar.All(9));
        var aligned = EyeAlignment.Align(grey, new EyePair(new(280, 200), new(360, 200)), Nudge.Around);
        Assert.All(aligned, one => Assert.Equal(new Size(112, 128), one.Size()));
        Assert.Equal(5, aligned.Length);
        foreach (var one in aligned)
        {
            one.Dispose();
        }
    }

    /// <summary>A box of 200 at (100, 50) expects eyes 31 % in and 39.6 % down; found ones have a weight of three tenths.</summary>
    [Fact]
    public void Landmarks_are_believed_found_eyes_a_little_and_the_box_where_there_is_nothing_else()
    {
        var box = new FaceBox(100, 50, 200, 200);
        AssertEyes(162, 129.2, 238, 129.2, new DetectedFace(box, 1, null));
        AssertEyes(
            162 + 3,
            129.2 + 6,
            238 - 3,
            129.2 - 6,
            new DetectedFace(box, 1, null, new EyePair(new(172, 149.2f), new(228, 109.2f)))
        );
        AssertEyes(
            1,
            2,
            3,
            4,
            new DetectedFace(
                box,
                1,
                new FaceLandmarks(new(1, 2), new(3, 4), default, default, default),
                new EyePair(new(172, 149), new(228, 109))
            )
        );
        AssertEyes(162, 149, 238, 149, new DetectedFace(new FaceBox(100, 30.2f, 200, 300), 1, null));
    }

    /// <summary>Six tenths of the longer side around the face: of 100 that is 220 across.</summary>
    [Theory]
    [InlineData(400, 400, 100, 100, 220, 220)]
    [InlineData(400, 400, 100, 60, 220, 220)]
    [InlineData(400, 400, 60, 100, 220, 220)]
    [InlineData(0, 0, 100, 100, 160, 160)]
    [InlineData(900, 400, 100, 100, 160, 220)]
    [InlineData(300, 300, 400, 400, 400, 400)]
    [InlineData(409, 409, 182, 182, 400, 400)]
    public void A_crop_has_its_surroundings_and_at_most_400_pixels(
        float x,
        float y,
        float width,
        float height,
        int cropWidth,
        int cropHeight
    )
    {
        using var picture = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.All(60));
        using var crop = Cv2.ImDecode(FaceCropping.Crop(picture, new FaceBox(x, y, width, height)), ImreadModes.Color);
        Assert.Equal(new Size(cropWidth, cropHeight), crop.Size());
    }

    [Fact]
    public void A_crop_shows_the_face_in_its_middle_and_is_saved_well()
    {
        using var picture = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.Black);
        Cv2.Circle(picture, new Point(470, 420), 20, Scalar.White, -1);
        var jpeg = FaceCropping.Crop(picture, new FaceBox(420, 380, 100, 80));
        using var crop = Cv2.ImDecode(jpeg, ImreadModes.Grayscale);
        var moments = Cv2.Moments(crop);
        Assert.Equal((110.0, 110.0), (Math.Round(moments.M10 / moments.M00), Math.Round(moments.M01 / moments.M00)));
        // The first and the largest step of brightness at a quality of 95, by the formula of the Independent JPEG
        // Group: (16 * 10 + 50) / 100 and (121 * 10 + 50) / 100.
        byte[] marker = [0xFF, 0xDB];
        var table = jpeg.AsSpan(jpeg.AsSpan().IndexOf(marker) + 5, 64).ToArray();
        Assert.Equal((2, 12), (table[0], table.Max()));
    }

    /// <summary>An edge between 100 and 150 overshoots where it is enlarged bicubically and does not where it is shrunk.</summary>
    [Theory]
    [InlineData(0.4, true)]
    [InlineData(3, false)]
    public void A_small_face_is_enlarged_smoothly(double size, bool overshoots)
    {
        using var picture = new Mat(480, 480, MatType.CV_8UC3, Scalar.All(100));
        Cv2.Rectangle(picture, new Rect(240, 0, 240, 480), Scalar.All(150), -1);
        FaceLandmarks places = MeanFace.Arcface112.Places;
        Point2f At(Point2f place) =>
            new((float)(240 + ((place.X - 56) * size)), (float)(240 + ((place.Y - 72) * size)));
        using var crop = FivePointAlignment.Crop(
            picture,
            new FaceLandmarks(
                At(places.LeftEye),
                At(places.RightEye),
                At(places.Nose),
                At(places.LeftMouth),
                At(places.RightMouth)
            ),
            MeanFace.Arcface112,
            side: 112
        );
        using var grey = crop.CvtColor(ColorConversionCodes.BGR2GRAY);
        grey.MinMaxLoc(out _, out double most);
        Assert.Equal(overshoots, most > 151);
        using var half = FivePointAlignment.Crop(
            picture,
            new FaceLandmarks(
                At(places.LeftEye),
                At(places.RightEye),
                At(places.Nose),
                At(places.LeftMouth),
                At(places.RightMouth)
            ),
            MeanFace.Arcface112,
            side: 56
        );
        Assert.Equal(new Size(56, 56), half.Size());
    }

    private static void AssertAt(double x, double y, Point2d found) =>
        Assert.True(Math.Abs(found.X - x) < 0.7 && Math.Abs(found.Y - y) < 0.7, $"{found} is not at {x:0.0} {y:0.0}.");

    private static void AssertEyes(double x, double y, double otherX, double otherY, DetectedFace face)
    {
        var eyes = EyeAlignment.EyesOf(face);
        Assert.Equal(
            0,
            Math.Abs(eyes.Left.X - x)
                + Math.Abs(eyes.Left.Y - y)
                + Math.Abs(eyes.Right.X - otherX)
                + Math.Abs(eyes.Right.Y - otherY),
            1e-3
        );
    }

    private static (Point2d Left, Point2d Right) Marks(EyePair eyes, Nudge nudge)
    {
        using var grey = new Mat(480, 640, MatType.CV_8UC1, Scalar.Black);
        var radius = Math.Max(3, (int)(eyes.Left.DistanceTo(eyes.Right) / 12));
        foreach (var eye in (Point2f[])[eyes.Left, eyes.Right])
        {
            Cv2.Circle(grey, eye.ToPoint(), radius, Scalar.White, -1);
        }
        using var aligned = EyeAlignment.Align(grey, eyes, nudge)[0];
        return (Middle(0), Middle(56));

        Point2d Middle(int from)
        {
            using var half = aligned[new Rect(from, 0, 56, 128)];
            var moments = Cv2.Moments(half);
            return new Point2d(from + (moments.M10 / moments.M00), moments.M01 / moments.M00);
        }
    }
}
