using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Detection;

public sealed class YunetPartsTests
{
    /// <summary>Two squares of ten, five aside: fifty of a hundred and fifty.</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 0, 1 / 3f)]
    [InlineData(0, 5, 1 / 3f)]
    [InlineData(5, 5, 1 / 7f)]
    [InlineData(10, 0, 0)]
    [InlineData(0, -10, 0)]
    [InlineData(30, 30, 0)]
    public void Two_boxes_share_what_both_cover_of_all_they_cover(float x, float y, float share)
    {
        Assert.Equal(share, BoxOverlap.Share(new Rect2f(0, 0, 10, 10), new Rect2f(x, y, 10, 10)), 1e-5f);
        Assert.Equal(share, BoxOverlap.Share(new Rect2f(x, y, 10, 10), new Rect2f(0, 0, 10, 10)), 1e-5f);
    }

    [Fact]
    public void Of_boxes_that_share_three_tenths_the_most_confident_stays()
    {
        Assert.Equal(0.3f, BoxOverlap.SameFace);
        // 10 by 10 beside each other by 5.3 is 0.307 shared, by 5.4 it is 0.299.
        List<FaceCandidate> faces =
        [
            Face(0, 0.6f),
            Face(5.3f, 0.9f),
            Face(100, 0.5f),
            Face(105.4f, 0.4f),
            Face(5.3f, 0.7f),
        ];
        BoxOverlap.Suppress(faces);
        Assert.Equal([(5.3f, 0.9f), (100f, 0.5f), (105.4f, 0.4f)], faces.Select(face => (face.Box.X, face.Confidence)));

        static FaceCandidate Face(float x, float confidence) =>
            new(new Rect2f(x, 0, 10, 10), confidence, default, default, default, default, default);
    }

    [Fact]
    public void A_face_in_a_view_is_told_in_the_picture_with_each_point_in_its_place()
    {
        // A part of 100 by 50 from (10, 20) on, shown twice as large from (5, 6) on.
        var view = new NetworkView(new Rect(10, 20, 100, 50), new Rect(5, 6, 200, 100), BorderTypes.Constant);
        var face = new FaceCandidate(
            new Rect2f(25, 46, 40, 60),
            0.8f,
            new(5, 6),
            new(7, 6),
            new(5, 8),
            new(9, 10),
            new(205, 106)
        )
            .ToPicture(view)
            .ToDetected();
        Assert.Equal((new FaceRek.Core.Faces.Geometry.FaceBox(20, 40, 20, 30), 0.8f), (face.Box, face.Confidence));
        Assert.Equal(
            new FaceLandmarks(new(10, 20), new(11, 20), new(10, 21), new(12, 22), new(110, 70)),
            face.Landmarks
        );
        Assert.Equal(new EyePair(new(10, 20), new(11, 20)), face.Eyes);
        Assert.Null(new DetectedFace(default, 1, null).Eyes);
    }
}
