using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Detection;

public sealed class YunetDetectorTests
{
    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public void Every_picture_of_one_person_has_exactly_one_face_with_landmarks_in_their_places(int side)
    {
        using var detector = Open(side);
        foreach (var path in SharedPacks.People())
        {
            using var picture = SharedPacks.Picture(path);

            var face = Assert.Single(detector.Detect(picture));

            Assert.InRange(face.Confidence, YunetDetector.SureConfidence, 1);
            Assert.InRange(face.Box.Width / picture.Width, 0.1f, 1);
            AssertSane(face.Landmarks!, face.Box, path);
        }
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public void A_face_is_found_where_it_was_put_whatever_the_shape_of_the_picture(int side)
    {
        using var detector = Open(side);
        using var portrait = SharedPacks.Picture(SharedPacks.People()[0]);
        var alone = Assert.Single(detector.Detect(portrait));
        using var wide = new Mat();
        Cv2.CopyMakeBorder(portrait, wide, 11, 0, portrait.Width, 0, BorderTypes.Constant, Scalar.Gray);

        var moved = Assert.Single(detector.Detect(wide));

        var tolerance = alone.Box.Width * 0.06f;
        Assert.Equal(alone.Box.X + portrait.Width, moved.Box.X, tolerance);
        Assert.Equal(alone.Box.Y + 11, moved.Box.Y, tolerance);
        Assert.Equal(alone.Landmarks!.Nose.X + portrait.Width, moved.Landmarks!.Nose.X, tolerance);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public void A_face_far_away_has_its_landmarks_where_they_are_from_near(int side)
    {
        using var detector = Open(side);
        using var portrait = SharedPacks.Picture(SharedPacks.People()[0]);
        var near = Assert.Single(detector.Detect(portrait));
        using var hall = new Mat();
        Cv2.CopyMakeBorder(
            portrait,
            hall,
            0,
            2 * portrait.Height,
            0,
            3 * portrait.Width,
            BorderTypes.Constant,
            Scalar.All(90)
        );

        var far = Assert.Single(detector.Detect(hall));

        AssertNear(near.Landmarks!, far.Landmarks!, near.Box.Width * 0.05f);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public void A_face_that_fills_the_picture_is_found_with_its_landmarks(int side)
    {
        using var detector = Open(side);
        using var portrait = SharedPacks.Picture(SharedPacks.People()[0]);
        var framed = Assert.Single(detector.Detect(portrait));
        var box = new Rect((int)framed.Box.X, (int)framed.Box.Y, (int)framed.Box.Width, (int)framed.Box.Height);
        using var tight = portrait[box & new Rect(new Point(), portrait.Size())];

        var found = Assert.Single(detector.Detect(tight));

        var moved = new FivePointTransform(1, 0, Math.Max(0, box.X), Math.Max(0, box.Y));
        var points = found.Landmarks!;
        AssertNear(
            framed.Landmarks!,
            new(
                moved.Apply(points.LeftEye),
                moved.Apply(points.RightEye),
                moved.Apply(points.Nose),
                moved.Apply(points.LeftMouth),
                moved.Apply(points.RightMouth)
            ),
            framed.Box.Width * 0.1f
        );
    }

    [Fact]
    public void An_empty_scene_has_no_face()
    {
        using var detector = Open(320);
        using var scene = new Mat(480, 640, MatType.CV_8UC3);
        foreach (var grey in new[] { 0, 128, 255 })
        {
            scene.SetTo(Scalar.All(grey));
            Assert.Empty(detector.Detect(scene));
        }
        new Random(1).NextBytes(scene.AsSpan<byte>());
        Assert.Empty(detector.Detect(scene));
    }

    [Fact]
    public void A_picture_of_one_pixel_or_of_one_line_is_only_a_picture_without_a_face()
    {
        using var detector = Open(320);
        foreach (var size in new[] { new Size(1, 1), new Size(3000, 1), new Size(1, 3000) })
        {
            using var picture = new Mat(size, MatType.CV_8UC3, Scalar.White);
            Assert.Empty(detector.Detect(picture));
        }
    }

    [Fact]
    public async Task Parallel_calls_answer_what_single_calls_answer()
    {
        using var detector = Open(320);
        var paths = SharedPacks.People().Take(8).ToList();
        DetectedFace See(string path)
        {
            using var picture = SharedPacks.Picture(path);
            return detector.Detect(picture)[0];
        }
        var single = paths.ConvertAll(See);

        var parallel = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(i => Task.Run(() => See(paths[i % paths.Count]), TestContext.Current.CancellationToken))
        );

        for (var i = 0; i < parallel.Length; i++)
        {
            Assert.Equal(single[i % single.Count], parallel[i]);
        }
    }

    [Fact]
    public void A_network_of_another_kind_is_refused_in_words()
    {
        SharedPacks.SkipWhereAbsent();
        var exception = Assert.Throws<ModelException>(() =>
            new YunetDetector(SharedPacks.Yunet320, SharedPacks.Network(SharedPacks.MobileFaceNet))
        );
        Assert.Equal("The network of yunet has no input 'input'; its input is 'data'.", exception.Message);
    }

    [Fact]
    public void A_network_of_another_size_is_refused_in_words()
    {
        SharedPacks.SkipWhereAbsent();
        var exception = Assert.Throws<ModelException>(() =>
            new YunetDetector(SharedPacks.Yunet320, SharedPacks.Network(SharedPacks.Yunet640))
        );
        Assert.Equal("The input of yunet takes Single 1x3x640x640, not Single 1x3x320x320.", exception.Message);
    }

    [Fact]
    public void A_file_that_is_no_network_is_refused_in_words()
    {
        var exception = Assert.Throws<ModelException>(() =>
            new YunetDetector(SharedPacks.Yunet320, "not a network"u8.ToArray())
        );
        Assert.Equal("The file of yunet is not a network that ONNX Runtime can run.", exception.Message);
    }

    private static YunetDetector Open(int side)
    {
        SharedPacks.SkipWhereAbsent();
        var manifest = side == 320 ? SharedPacks.Yunet320 : SharedPacks.Yunet640;
        return new YunetDetector(manifest, SharedPacks.Network(manifest));
    }

    private static void AssertNear(FaceLandmarks expected, FaceLandmarks found, float tolerance)
    {
        Assert.InRange(expected.LeftEye.DistanceTo(found.LeftEye), 0, tolerance);
        Assert.InRange(expected.RightEye.DistanceTo(found.RightEye), 0, tolerance);
        Assert.InRange(expected.Nose.DistanceTo(found.Nose), 0, tolerance);
        Assert.InRange(expected.LeftMouth.DistanceTo(found.LeftMouth), 0, tolerance);
        Assert.InRange(expected.RightMouth.DistanceTo(found.RightMouth), 0, tolerance);
    }

    private static void AssertSane(FaceLandmarks points, FaceBox box, string path)
    {
        Assert.True(points.LeftEye.X < points.RightEye.X, path);
        Assert.True(points.LeftMouth.X < points.RightMouth.X, path);
        Assert.True(
            Math.Max(points.LeftEye.Y, points.RightEye.Y) < Math.Min(points.LeftMouth.Y, points.RightMouth.Y),
            path
        );
        Assert.True(
            points.Nose.Y > Math.Min(points.LeftEye.Y, points.RightEye.Y)
                && points.Nose.Y < Math.Max(points.LeftMouth.Y, points.RightMouth.Y),
            path
        );
        foreach (
            var point in new[] { points.LeftEye, points.RightEye, points.Nose, points.LeftMouth, points.RightMouth }
        )
        {
            Assert.InRange(point.X, box.X - (0.1f * box.Width), box.X + (1.1f * box.Width));
            Assert.InRange(point.Y, box.Y, box.Y + box.Height);
        }
    }
}
