using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Detection;

public sealed class BlazeFaceDetectorTests
{
    [Fact]
    public void Every_picture_of_one_person_has_exactly_one_face_where_yunet_has_it()
    {
        using var detector = Open();
        SharedPacks.SkipWhereAbsent();
        using var yunet = new YunetDetector(SharedPacks.Yunet640, SharedPacks.Network(SharedPacks.Yunet640));
        foreach (var path in SharedPacks.People())
        {
            using var picture = SharedPacks.Picture(path);

            var face = Assert.Single(detector.Detect(picture));

            var other = yunet.Detect(picture)[0].Landmarks!;
            var tolerance = other.LeftEye.DistanceTo(other.RightEye) * 0.3;
            Assert.InRange(face.Confidence, BlazeFaceDetector.LeastConfidence, 1);
            Assert.False(face.Landmarks!.HasMouthCorners);
            foreach (
                var (expected, found) in new[]
                {
                    (other.LeftEye, face.Landmarks.LeftEye),
                    (other.RightEye, face.Landmarks.RightEye),
                    (other.Nose, face.Landmarks.Nose),
                    ((other.LeftMouth + other.RightMouth) * 0.5, face.Landmarks.LeftMouth),
                }
            )
            {
                Assert.True(expected.DistanceTo(found) < tolerance, $"{path}: {expected} {found}");
            }
        }
    }

    [Fact]
    public void A_face_is_found_where_it_was_put_whatever_the_shape_of_the_picture()
    {
        using var detector = Open();
        SharedPacks.SkipWhereAbsent();
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

    [Fact]
    public void A_face_that_fills_the_picture_is_found_with_its_landmarks()
    {
        using var detector = Open();
        SharedPacks.SkipWhereAbsent();
        using var portrait = SharedPacks.Picture(SharedPacks.People()[0]);
        var framed = Assert.Single(detector.Detect(portrait));
        var box = new Rect((int)framed.Box.X, (int)framed.Box.Y, (int)framed.Box.Width, (int)framed.Box.Height);
        using var tight = portrait[box & new Rect(new Point(), portrait.Size())];

        var found = Assert.Single(detector.Detect(tight)).Landmarks!;

        var away = new Point2f(Math.Max(0, box.X), Math.Max(0, box.Y));
        Assert.InRange(framed.Landmarks!.LeftEye.DistanceTo(found.LeftEye + away), 0, framed.Box.Width * 0.1);
        Assert.InRange(framed.Landmarks.LeftMouth.DistanceTo(found.LeftMouth + away), 0, framed.Box.Width * 0.1);
    }

    [Fact]
    public void An_empty_scene_or_a_picture_of_one_line_has_no_face()
    {
        using var detector = Open();
        foreach (var size in new[] { new Size(640, 480), new Size(1, 1), new Size(3000, 1), new Size(1, 3000) })
        {
            using var scene = new Mat(size, MatType.CV_8UC3, Scalar.All(128));
            Assert.Empty(detector.Detect(scene));
        }
    }

    [Fact]
    public void Grids_that_are_not_the_networks_are_refused_in_words()
    {
        var manifest = Manifest with { Grids = [new(16, 2), new(8, 4)] };

        Assert.Equal(
            "The outputs of blazeface are not those of BlazeFace with its grids.",
            Assert
                .Throws<ModelException>(() => new BlazeFaceDetector(manifest, RealPackages.Network("blazeface")))
                .Message
        );
    }

    /// <summary>Two answers of 0.9 and 0.3 to one face: three quarters of the first and one quarter of the second.</summary>
    [Fact]
    public void Answers_to_one_face_are_blended_by_their_confidence()
    {
        List<FaceCandidate> faces = [Face(0, 0.9f), Face(4, 0.3f), Face(100, 0.6f)];

        BoxOverlap.Blend(faces);

        Assert.Equal(2, faces.Count);
        Assert.Equal(0.9f, faces[0].Confidence);
        Assert.Equal(1, faces[0].Box.X, 1e-4f);
        Assert.Equal(10, faces[0].Box.Width, 1e-4f);
        Assert.Equal(2, faces[0].LeftEye.X, 1e-4f);
        Assert.Equal(5, faces[0].RightMouth.X, 1e-4f);
        Assert.Equal(100, faces[1].Box.X, 1e-4f);
        Assert.Equal(0.6f, faces[1].Confidence);

        static FaceCandidate Face(float x, float confidence) =>
            new(new Rect2f(x, 0, 10, 10), confidence, new(x + 1, 0), default, default, default, new(x + 4, 0));
    }

    [Fact]
    public void A_part_of_a_face_is_none_and_a_face_beside_it_is_one()
    {
        var face = Face(0, 100, 0.9f);
        List<FaceCandidate> faces = [Face(30, 25, 0.7f), face, Face(90, 40, 0.6f)];

        BoxOverlap.Blend(faces);

        Assert.Equal([0f, 90f], faces.Select(found => MathF.Round(found.Box.X)));

        static FaceCandidate Face(float x, float side, float confidence) =>
            new(new Rect2f(x, 0, side, side), confidence, default, default, default, default, default);
    }

    /// <summary>
    /// A picture whose pixels are four times as large shows the network the same. The pixel i of the small one is in the
    /// middle of the pixels 4i to 4i + 3 of the large one, which is 4i + 1.5.
    /// </summary>
    [Fact]
    public void Places_are_told_by_the_middle_of_pixels()
    {
        using var detector = Open();
        SharedPacks.SkipWhereAbsent();
        var away = new List<double>();
        foreach (var path in SharedPacks.People())
        {
            using var picture = SharedPacks.Picture(path);
            using var small = picture.Resize(
                new Size(100, 100 * picture.Height / picture.Width),
                interpolation: InterpolationFlags.Area
            );
            using var large = small.Resize(new Size(), 4, 4, InterpolationFlags.Nearest);
            if (
                detector.Detect(small) is not [{ Landmarks: { } one }]
                || detector.Detect(large) is not [{ Landmarks: { } other }]
            )
            {
                continue;
            }
            foreach (
                var (seen, again) in new[]
                {
                    (one.LeftEye, other.LeftEye),
                    (one.RightEye, other.RightEye),
                    (one.Nose, other.Nose),
                }
            )
            {
                away.AddRange([again.X - (4 * seen.X), again.Y - (4 * seen.Y)]);
            }
        }
        Assert.True(away.Count > 180, $"{away.Count}");
        Assert.InRange(away.Average(), 1.1, 1.9);
    }

    /// <summary>Eyes and nose of dlib's mean face, and the middle of its mouth, twice as large.</summary>
    [Fact]
    public void Without_corners_of_the_mouth_a_face_is_aligned_by_its_middle()
    {
        var mean = MeanFace.Dlib150.Places;
        var mouth = mean.LeftMouth + mean.RightMouth;
        var seen = new FaceLandmarks(mean.LeftEye * 2, mean.RightEye * 2, mean.Nose * 2, mouth, mouth);
        Assert.False(seen.HasMouthCorners);
        Assert.True(mean.HasMouthCorners);

        var found = FivePointTransform.Between(seen, mean);

        Assert.Equal(0.5, found.A, 1e-6);
        Assert.Equal(0, found.B, 1e-6);
        Assert.True(found.Apply(seen.Nose).DistanceTo(mean.Nose) < 1e-3);
    }

    private static BlazeFaceManifest Manifest => (BlazeFaceManifest)RealPackages.Model("blazeface").Manifest;

    private static BlazeFaceDetector Open() => new(Manifest, RealPackages.Network("blazeface"));
}
