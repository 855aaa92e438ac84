using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Quality;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Quality;

/// <summary>Each measure of a picture, and each limit from both sides.</summary>
public sealed class QualityGateTests
{
    private static readonly PictureQuality Good = new(
        Sharpness: 100,
        Brightness: 130,
        Contrast: 40,
        EyeDistance: 60,
        Yaw: 0,
        Occlusion: 0.2f
    );
    private static readonly FaceBox Inside = new(50, 50, 100, 100);

    [Fact]
    public void A_good_picture_has_no_flaw()
    {
        Assert.Empty(Flaws(Good));
        Assert.Empty(Flaws(Good with { Yaw = null }));
    }

    [Theory]
    [InlineData(40, null)]
    [InlineData(39.9f, QualityFlaw.TooDark)]
    [InlineData(225, null)]
    [InlineData(225.1f, QualityFlaw.TooBright)]
    public void Light_is_between_40_and_225(float brightness, QualityFlaw? flaw) =>
        Only(flaw, Good with { Brightness = brightness });

    [Theory]
    [InlineData(24, null)]
    [InlineData(23.9f, QualityFlaw.TooFar)]
    public void Eyes_are_24_pixels_apart(float distance, QualityFlaw? flaw) =>
        Only(flaw, Good with { EyeDistance = distance });

    [Theory]
    [InlineData(0.6f, null)]
    [InlineData(0.61f, QualityFlaw.TurnedAway)]
    [InlineData(-0.6f, null)]
    [InlineData(-0.61f, QualityFlaw.TurnedAway)]
    public void A_head_is_turned_by_six_tenths_at_most(float yaw, QualityFlaw? flaw) =>
        Only(flaw, Good with { Yaw = yaw });

    [Theory]
    [InlineData(0.8f, null)]
    [InlineData(0.81f, QualityFlaw.Covered)]
    public void Eight_tenths_may_be_hidden(float occlusion, QualityFlaw? flaw) =>
        Only(flaw, Good with { Occlusion = occlusion });

    [Theory]
    [InlineData(10, 40, null)]
    [InlineData(9.9f, 40, QualityFlaw.Blurred)]
    [InlineData(100, 15, null)]
    [InlineData(100, 14.9f, QualityFlaw.Blurred)]
    public void Edges_and_shades_are_there(float sharpness, float contrast, QualityFlaw? flaw) =>
        Only(flaw, Good with { Sharpness = sharpness, Contrast = contrast });

    /// <summary>A box of 100 in a picture of 300 by 200: ten pixels beyond any edge are a tenth of it.</summary>
    [Theory]
    [InlineData(-9.9f, 50, null)]
    [InlineData(-10.1f, 50, QualityFlaw.CutOff)]
    [InlineData(50, -9.9f, null)]
    [InlineData(50, -10.1f, QualityFlaw.CutOff)]
    [InlineData(209.9f, 50, null)]
    [InlineData(210.1f, 50, QualityFlaw.CutOff)]
    [InlineData(50, 109.9f, null)]
    [InlineData(50, 110.1f, QualityFlaw.CutOff)]
    [InlineData(-6, -6, QualityFlaw.CutOff)]
    [InlineData(-5, -5, null)]
    [InlineData(900, 900, QualityFlaw.CutOff)]
    [InlineData(-900, 50, QualityFlaw.CutOff)]
    public void A_tenth_of_the_face_may_lie_outside(float x, float y, QualityFlaw? flaw) =>
        Only(flaw, Good, new FaceBox(x, y, 100, 100));

    [Fact]
    public void The_border_that_a_search_adds_is_outside_as_well()
    {
        using var pixels = new Mat(200, 300, MatType.CV_8UC3);
        using var found = new FoundFaces(pixels, isOwned: false, [], 1, new(40, 30));
        Assert.Empty(new QualityGate(QualityLimits.Default).Judge(found, Face(new FaceBox(40, 30, 100, 100)), Good));
        Assert.Equal(
            [QualityFlaw.CutOff],
            new QualityGate(QualityLimits.Default).Judge(found, Face(new FaceBox(28, 30, 100, 100)), Good)
        );
    }

    [Fact]
    public void All_flaws_are_told_the_worst_first()
    {
        Assert.Equal(
            [
                QualityFlaw.TooDark,
                QualityFlaw.TooFar,
                QualityFlaw.CutOff,
                QualityFlaw.TurnedAway,
                QualityFlaw.Covered,
                QualityFlaw.Blurred,
            ],
            Flaws(new PictureQuality(0, 0, 0, 0, 1, 1), new FaceBox(-900, 0, 10, 10))
        );
        Assert.Equal([QualityFlaw.TooBright], Flaws(Good with { Brightness = 255 }));
        // When an engine is measured on an existing collection, every picture with a face is accepted.
        using var pixels = new Mat(200, 300, MatType.CV_8UC3);
        using var found = new FoundFaces(pixels, isOwned: false, [], 1, default);
        Assert.Empty(
            new QualityGate(QualityLimits.None).Judge(
                found,
                Face(new FaceBox(-900, 0, 10, 10)),
                new PictureQuality(0, 0, 0, 0, -1, 1)
            )
        );
        Assert.Empty(
            new QualityGate(QualityLimits.None).Judge(found, Face(Inside), new PictureQuality(0, 255, 0, 0, 1, 1))
        );
    }

    /// <summary>Eyes 100 apart: the nose in the middle is 0, above an eye 1, and further away it stays at 1.</summary>
    [Theory]
    [InlineData(150, 160, 0)]
    [InlineData(175, 160, 0.5f)]
    [InlineData(200, 160, 1)]
    [InlineData(240, 160, 1)]
    [InlineData(125, 100, -0.5f)]
    [InlineData(40, 160, -1)]
    public void A_turn_is_how_far_the_nose_left_the_middle(float x, float y, float yaw)
    {
        Assert.Equal(
            yaw,
            Yaw.Of(Face(Inside, new FaceLandmarks(new(100, 100), new(200, 100), new(x, y), default, default)))!.Value,
            1e-5f
        );
        // The same with the head on its side.
        Assert.Equal(
            yaw,
            Yaw.Of(
                Face(Inside, new FaceLandmarks(new(100, 100), new(100, 200), new(200 - y, x), default, default))
            )!.Value,
            1e-5f
        );
        Assert.Null(Yaw.Of(Face(Inside)));
    }

    [Fact]
    public void Eyes_in_one_place_turn_nowhere() =>
        Assert.Equal(-1, Yaw.Of(Face(Inside, new FaceLandmarks(new(5, 5), new(5, 5), new(9, 9), default, default))));

    /// <summary>Plain cloth over an eye or over the mouth hides its details; the same anywhere else hides nothing.</summary>
    [Theory]
    [InlineData(20, 34, 26, 21, 1)]
    [InlineData(66, 34, 26, 21, 1)]
    [InlineData(34, 80, 44, 27, 1)]
    [InlineData(0, 0, 112, 33, 0)]
    [InlineData(0, 56, 112, 23, 0)]
    [InlineData(47, 34, 18, 21, 0)]
    [InlineData(0, 108, 112, 20, 0)]
    [InlineData(0, 80, 33, 27, 0)]
    [InlineData(79, 80, 33, 27, 0)]
    public void What_covers_an_eye_or_the_mouth_is_seen(int x, int y, int width, int height, float occlusion)
    {
        using var aligned = Chequered(EyeAlignment.Width, EyeAlignment.Height);
        using (var cloth = aligned[new Rect(x, y, width, height)])
        {
            cloth.SetTo(Scalar.All(100));
        }
        Assert.Equal(occlusion, Occlusion.Of(aligned, contrast: 40), 0.01f);
    }

    [Theory]
    [InlineData(80, 0.5f)]
    [InlineData(40, 0)]
    [InlineData(20, 0)]
    [InlineData(0, 0)]
    public void It_is_measured_by_the_contrast_of_the_whole_face(float contrast, float occlusion)
    {
        using var aligned = Chequered(EyeAlignment.Width, EyeAlignment.Height);
        Assert.Equal(occlusion, Occlusion.Of(aligned, contrast), 0.01f);
    }

    /// <summary>
    /// A face that is white in one half and black in the other, cut exactly through its middle: medium brightness and
    /// maximum contrast.
    /// </summary>
    [Fact]
    public void Light_and_contrast_are_those_of_the_inner_face()
    {
        using var halves = new Mat(400, 400, MatType.CV_8UC3, Scalar.Black);
        Cv2.Rectangle(halves, new Rect(200, 0, 200, 400), Scalar.White, -1);
        var quality = Measured(halves, 1);
        Assert.InRange(quality.Brightness, 124, 131);
        Assert.InRange(quality.Contrast, 124, 128);
        Assert.Equal(60, quality.EyeDistance, 1e-3f);
        Assert.Equal(30, Measured(halves, 2).EyeDistance, 1e-3f);
        Assert.Null(quality.Yaw);
        using var plain = new Mat(400, 400, MatType.CV_8UC3, Scalar.All(77));
        var flat = Measured(plain, 1);
        Assert.Equal((0f, 77f, 0f), (flat.Sharpness, flat.Brightness, flat.Contrast));
        // The areas above the brows and below the chin do not count: a fifth of the aligned face above, a fifth below,
        // a sixth at each side.
        Cv2.Rectangle(plain, new Rect(0, 0, 400, 130), Scalar.White, -1);
        Assert.Equal(77, Measured(plain, 1).Brightness, 0.5f);
    }

    [Fact]
    public void Sharpness_is_the_variance_of_the_edges()
    {
        using var fine = Chequered(400, 400, 4);
        using var colour = fine.CvtColor(ColorConversionCodes.GRAY2BGR);
        using var soft = new Mat();
        Cv2.GaussianBlur(colour, soft, new Size(), 6);
        var (sharp, blurred) = (Measured(colour, 1).Sharpness, Measured(soft, 1).Sharpness);
        Assert.True(sharp > 1_000 && blurred < 30, $"{sharp} {blurred}");
    }

    private static PictureQuality Measured(Mat picture, float scale)
    {
        // Eyes that were found 60 apart, where the box expects them as well.
        var box = new FaceBox(121.0526f, 97.4737f, 157.8947f, 157.8947f);
        using var found = new FoundFaces(picture, isOwned: false, [], scale, default);
        return QualityGate.Measure(found, new DetectedFace(box, 1, null, new EyePair(new(170, 160), new(230, 160))));
    }

    private static Mat Chequered(int width, int height, int cell = 1)
    {
        var picture = new Mat(height, width, MatType.CV_8UC1);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                picture.Set(y, x, (byte)(((x / cell) + (y / cell)) % 2 == 0 ? 60 : 140));
            }
        }
        return picture;
    }

    private static void Only(QualityFlaw? flaw, PictureQuality quality, FaceBox? box = null) =>
        Assert.Equal(flaw is { } one ? [one] : [], Flaws(quality, box));

    private static IReadOnlyList<QualityFlaw> Flaws(PictureQuality quality, FaceBox? box = null)
    {
        using var pixels = new Mat(200, 300, MatType.CV_8UC3);
        using var found = new FoundFaces(pixels, isOwned: false, [], 1, default);
        return new QualityGate(QualityLimits.Default).Judge(found, Face(box ?? Inside), quality);
    }

    private static DetectedFace Face(FaceBox box, FaceLandmarks? landmarks = null) => new(box, 1, landmarks);
}
