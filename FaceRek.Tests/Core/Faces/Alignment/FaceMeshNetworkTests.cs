using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Alignment;

public sealed class FaceMeshNetworkTests
{
    [Fact]
    public void A_mesh_has_eyes_nose_and_mouth_where_yunet_has_them()
    {
        SharedPacks.SkipWhereAbsent();
        using var network = Open();
        using var detector = NewDetector();
        using var yunet = new YunetDetector(SharedPacks.Yunet640, SharedPacks.Network(SharedPacks.Yunet640));
        foreach (var path in SharedPacks.People())
        {
            using var picture = SharedPacks.Picture(path);
            var expected = yunet.Detect(picture)[0].Landmarks!;

            var mesh = network.Read(picture, detector.Detect(picture)[0]);

            Assert.True(mesh.Presence > 0.5f, path);
            Assert.Equal(468, mesh.Points.Length);
            var tolerance = expected.LeftEye.DistanceTo(expected.RightEye) * 0.3;
            var found = mesh.ToLandmarks();
            Assert.True(expected.LeftEye.DistanceTo(found.LeftEye) < tolerance, path);
            Assert.True(expected.RightEye.DistanceTo(found.RightEye) < tolerance, path);
            Assert.True(expected.Nose.DistanceTo(found.Nose) < tolerance, path);
            Assert.True(expected.LeftMouth.DistanceTo(found.LeftMouth) < tolerance, path);
            Assert.True(expected.RightMouth.DistanceTo(found.RightMouth) < tolerance, path);
        }
    }

    /// <summary>The face is levelled before it is read, so a turned picture has the same points, turned.</summary>
    [Fact]
    public void A_turned_face_has_its_points_where_they_were_turned_to()
    {
        SharedPacks.SkipWhereAbsent();
        using var network = Open();
        using var detector = NewDetector();
        using var picture = SharedPacks.Picture(SharedPacks.People()[0]);
        var face = detector.Detect(picture)[0];
        var middle = new Point2f(face.Box.X + (face.Box.Width / 2), face.Box.Y + (face.Box.Height / 2));
        using var matrix = Cv2.GetRotationMatrix2D(middle, 30, 1);
        using var turned = new Mat();
        Cv2.WarpAffine(picture, turned, matrix, picture.Size());
        var landmarks = face.Landmarks!;
        var turnedFace = face with
        {
            Landmarks = new FaceLandmarks(
                Turned(landmarks.LeftEye),
                Turned(landmarks.RightEye),
                Turned(landmarks.Nose),
                Turned(landmarks.LeftMouth),
                Turned(landmarks.RightMouth)
            ),
        };

        var (straight, found) = (network.Read(picture, face), network.Read(turned, turnedFace));

        for (var i = 0; i < straight.Points.Length; i++)
        {
            var expected = Turned(new(straight.Points[i].X, straight.Points[i].Y));
            Assert.True(expected.DistanceTo(new(found.Points[i].X, found.Points[i].Y)) < face.Box.Width * 0.05);
        }

        Point2f Turned(Point2f point) =>
            new(
                (float)(
                    (matrix.At<double>(0, 0) * point.X) + (matrix.At<double>(0, 1) * point.Y) + matrix.At<double>(0, 2)
                ),
                (float)(
                    (matrix.At<double>(1, 0) * point.X) + (matrix.At<double>(1, 1) * point.Y) + matrix.At<double>(1, 2)
                )
            );
    }

    [Fact]
    public void A_nose_is_nearer_to_the_camera_than_the_cheeks()
    {
        SharedPacks.SkipWhereAbsent();
        using var network = Open();
        using var detector = NewDetector();
        using var picture = SharedPacks.Picture(SharedPacks.People()[0]);

        var points = network.Read(picture, detector.Detect(picture)[0]).Points;

        // 234 and 454 are the ends of the oval of the face, beside the ears.
        Assert.True(points[1].Z < points[234].Z && points[1].Z < points[454].Z);
    }

    [Fact]
    public void A_manifest_that_promises_other_outputs_is_refused_in_words()
    {
        Assert.Equal(
            "The network of facemesh does not answer with 478 points and a presence.",
            Assert
                .Throws<ModelException>(() =>
                    new FaceMeshNetwork(Manifest with { PointCount = 478 }, RealPackages.Network("facemesh"))
                )
                .Message
        );
    }

    /// <summary>There and back again.</summary>
    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0.5, 2, -30, 7)]
    [InlineData(-3, 0.1, 100, 200)]
    public void The_inverse_of_a_transform_takes_each_point_back(double a, double b, double x, double y)
    {
        var way = new FivePointTransform(a, b, x, y);
        var back = way.Inverse().Apply(way.Apply(new Point2f(12, 34)));
        Assert.Equal((12f, 34f), (MathF.Round(back.X, 3), MathF.Round(back.Y, 3)));
    }

    private static MeshManifest Manifest => (MeshManifest)RealPackages.Model("facemesh").Manifest;

    private static FaceMeshNetwork Open() => new(Manifest, RealPackages.Network("facemesh"));

    private static BlazeFaceDetector NewDetector() =>
        new((BlazeFaceManifest)RealPackages.Model("blazeface").Manifest, RealPackages.Network("blazeface"));
}
