using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Tests.Core.Faces.Imaging;
using OpenCvSharp;
using static FaceRek.Tests.Core.Faces.StagedDetector;

namespace FaceRek.Tests.Core.Faces.Reading;

/// <summary>From a picture to a reading, with faces where the test puts them.</summary>
public sealed class FaceReaderTests
{
    private static readonly byte[] Picture = JpegBytes.Encode(320, 240);

    [Theory]
    [InlineData(50, 2)]
    [InlineData(49, 1)]
    [InlineData(100, 2)]
    public void A_second_face_counts_from_half_the_width_of_the_first_on(float width, int faces)
    {
        var reading = Reader(_ => [Boxed(20, 20, 100, 100), Boxed(200, 20, width, width)])
            .Read(Picture, PictureLimits.Upload);
        if (faces == 1)
        {
            Assert.Equal(new FaceBox(20, 20, 100, 100), Assert.IsType<FaceReading.Readable>(reading).Face);
        }
        else
        {
            Assert.Equal(faces, Assert.IsType<FaceReading.SeveralFaces>(reading).Faces);
        }
    }

    [Fact]
    public void Each_way_to_read_says_what_there_is_and_no_more()
    {
        var (one, none) = (Reader(_ => [Boxed(20, 20, 100, 100)]), Reader(_ => []));
        Assert.Null(Assert.IsType<FaceReading.Readable>(one.Read(Picture, PictureLimits.Upload)).Crop);
        byte[] start = [0xFF, 0xD8, 0xFF];
        Assert.Equal(
            start,
            Assert.IsType<FaceReading.Readable>(one.ReadWithCrop(Picture, PictureLimits.Upload)).Crop![..3]
        );
        Assert.IsType<FaceReading.NoFace>(none.Read(Picture, PictureLimits.Upload));
        Assert.IsType<FaceReading.NoFace>(none.ReadWithCrop(Picture, PictureLimits.Upload));
        Assert.Equal(
            PictureError.Empty,
            Assert.IsType<FaceReading.Unreadable>(one.Read(Array.Empty<byte>(), PictureLimits.Upload)).Error
        );
        Assert.Equal(
            PictureError.Empty,
            Assert.IsType<FaceReading.Unreadable>(one.ReadWithCrop(Array.Empty<byte>(), PictureLimits.Upload)).Error
        );
        Assert.Equal(
            PictureError.Empty,
            Assert.IsType<FaceSurvey.Unreadable>(one.DetectAll(Array.Empty<byte>(), PictureLimits.Upload)).Error
        );
        var seen = Assert.IsType<FaceSurvey.Seen>(one.DetectAll(Picture, PictureLimits.Upload));
        Assert.Equal((320, 240, new FaceBox(20, 20, 100, 100)), (seen.Width, seen.Height, Assert.Single(seen.Faces)));
    }

    [Fact]
    public void A_poor_picture_makes_no_template_but_liveness_still_follows_its_face()
    {
        var strict = new FaceReader(
            new StagedDetector(_ => [Boxed(20, 20, 100, 100)]),
            new StagedExtractor(),
            QualityLimits.None with
            {
                MinSharpness = 1e9f,
            }
        );
        Assert.Equal(
            [QualityFlaw.Blurred],
            Assert.IsType<FaceReading.PoorPicture>(strict.Read(Picture, PictureLimits.Upload)).Flaws
        );
        using var poor = strict.Watch(Picture, PictureLimits.Upload);
        Assert.Equal((true, true, false), (poor.Template is not null, poor.Face is not null, poor.LooksReal.HasValue));
        using var several = Reader(_ => [Boxed(20, 20, 100, 100), Boxed(200, 20, 90, 90)])
            .Watch(Picture, PictureLimits.Upload);
        Assert.Equal((null, null), (several.Template, several.Face));
        using var broken = strict.Watch(Array.Empty<byte>(), PictureLimits.Upload);
        Assert.Equal((true, null), (broken.Reading is FaceReading.Unreadable, broken.Grey));
    }

    /// <summary>A frame of 640 is followed at 480; a face found in it is at three quarters there.</summary>
    [Theory]
    [InlineData(640, 480, 480, 360, 0.75f)]
    [InlineData(480, 300, 480, 300, 1)]
    [InlineData(481, 300, 480, 299, 480 / 481f)]
    [InlineData(200, 100, 200, 100, 1)]
    public void What_is_followed_is_at_most_480_wide(int width, int height, int greyWidth, int greyHeight, float scale)
    {
        var landmarks = new FaceLandmarks(new(40, 40), new(80, 40), new(60, 60), new(45, 80), new(75, 80));
        using var frame = Reader(_ => [new DetectedFace(new FaceBox(20, 24, 80, 72), 1, landmarks)])
            .Watch(JpegBytes.Encode(width, height), PictureLimits.Upload);
        Assert.Equal(new Size(greyWidth, greyHeight), frame.Grey!.Size());
        Assert.Equal(new FaceBox(20 * scale, 24 * scale, 80 * scale, 72 * scale), frame.Face);
        Assert.Equal(
            (new Point2f(40 * scale, 40 * scale), new Point2f(75 * scale, 80 * scale)),
            (frame.Landmarks!.LeftEye, frame.Landmarks.RightMouth)
        );
        Assert.Equal(0, frame.Pose!.Value.Yaw, 1e-5f);
    }

    /// <summary>
    /// With a quarter around it a picture of 100 by 80 is 150 by 120, and 504 by 403 when enlarged; then it is turned
    /// to either side.
    /// </summary>
    [Fact]
    public void Where_no_face_is_seen_the_picture_is_looked_at_enlarged_and_then_turned()
    {
        var detector = new StagedDetector(_ => []);
        using var none = new FaceSearch(detector).Find(
            new UprightPicture(JpegBytes.Marked(100, 80), new Size(100, 80))
        );
        Assert.Equal([new Size(100, 80), new Size(504, 403), new Size(80, 100), new Size(80, 100)], detector.Shown);
        Assert.Empty(none.Faces);
    }

    [Theory]
    [InlineData(1000, 600, 1500, 900)]
    [InlineData(336, 336, 504, 504)]
    [InlineData(20, 10, 360, 168)]
    public void It_is_enlarged_towards_504_and_twelvefold_at_most(
        int width,
        int height,
        int enlargedWidth,
        int enlargedHeight
    )
    {
        var detector = new StagedDetector(_ => []);
        using var none = new FaceSearch(detector).Find(
            new UprightPicture(JpegBytes.Marked(width, height), new Size(width, height))
        );
        Assert.Equal(new Size(enlargedWidth, enlargedHeight), detector.Shown[1]);
    }

    /// <summary>A face is always reported in pixels of the sent picture: here twice as large as the working picture.</summary>
    [Fact]
    public void Places_are_told_in_pixels_as_sent_whatever_was_done_to_the_picture()
    {
        var box = new FaceBox(10, 20, 30, 40);
        using var pixels = new Mat(100, 200, MatType.CV_8UC3);
        Assert.Equal(new FaceBox(5, 10, 15, 20), In(2, default, null).InSentPixels(box));
        Assert.Equal(new Point2f(5, 10), In(2, default, null).InSentPixels(new Point2f(10, 20)));
        Assert.Equal(new FaceBox(2, 6, 15, 20), In(2, new(3, 4), null).InSentPixels(box));
        Assert.Equal(new Point2f(2, 6), In(2, new(3, 4), null).InSentPixels(new Point2f(10, 20)));
        // Turned clockwise, left in the picture is up: its x is y here, and its y runs against x here, which is 200 wide.
        Assert.Equal(new FaceBox(20, 160, 40, 30), In(1, default, RotateFlags.Rotate90Clockwise).InSentPixels(box));
        Assert.Equal(
            new Point2f(20, 190),
            In(1, default, RotateFlags.Rotate90Clockwise).InSentPixels(new Point2f(10, 20))
        );
        Assert.Equal(
            new FaceBox(40, 10, 40, 30),
            In(1, default, RotateFlags.Rotate90Counterclockwise).InSentPixels(box)
        );
        Assert.Equal(
            new Point2f(80, 10),
            In(1, default, RotateFlags.Rotate90Counterclockwise).InSentPixels(new Point2f(10, 20))
        );
        Assert.Equal(new FaceBox(6, 8, 188, 84), In(2, new(3, 4), null).Frame);

        FoundFaces In(float scale, Point2f margin, RotateFlags? turn) =>
            new(pixels, isOwned: false, [], scale, margin, turn);
    }

    [Fact]
    public void A_face_in_an_enlarged_picture_is_told_where_it_is_in_the_picture_itself()
    {
        // 504 wide for 150 is 3.36; the border is 25 and 20.
        var found = Assert
            .IsType<FaceReading.Readable>(
                Reader(picture => picture.Width == 504 ? [Boxed(168, 134.4f, 67.2f, 67.2f)] : [])
                    .Read(JpegBytes.Encode(100, 80), PictureLimits.Upload)
            )
            .Face;
        Assert.Equal(
            (25f, 20f, 20f, 20f),
            (
                MathF.Round(found.X, 3),
                MathF.Round(found.Y, 3),
                MathF.Round(found.Width, 3),
                MathF.Round(found.Height, 3)
            )
        );
    }

    private static FaceReader Reader(Func<Mat, IReadOnlyList<DetectedFace>> find) =>
        new(new StagedDetector(find), new StagedExtractor(), QualityLimits.None);
}
