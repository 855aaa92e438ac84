using System.Security.Cryptography;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Templates;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

/// <summary>Artificial frames whose content a test sets itself: texture instead of a face, points, numbers.</summary>
internal static class StagedFrame
{
    public const int Side = 400;

    /// <summary>In the middle of the picture.</summary>
    public static readonly FaceBox Box = new(100, 100, 200, 200);

    /// <summary>Eyes 80 apart, the mouth 80 below them, the nose half way: a head that looks straight ahead.</summary>
    public static readonly FaceLandmarks Ahead = Looking(0, 0.5f);

    /// <param name="yaw">Of the nose from the middle, in eye distances.</param>
    /// <param name="pitch">Of the nose on the way from the eyes to the mouth.</param>
    /// <param name="size">Times the size of <see cref="Ahead"/>.</param>
    public static FaceLandmarks Looking(float yaw, float pitch, float size = 1)
    {
        var (x, y, eyes) = (200f, 160f, 80 * size);
        return new(
            new(x - (eyes / 2), y),
            new(x + (eyes / 2), y),
            new(x + (yaw * eyes), y + (pitch * eyes)),
            new(x - (eyes / 3), y + eyes),
            new(x + (eyes / 3), y + eyes)
        );
    }

    /// <summary>Random spots of all shades; the same seed gives the same ones.</summary>
    public static Mat Texture(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[Side * Side / 36];
        random.NextBytes(bytes);
        using var coarse = Mat.FromPixelData(Side / 6, Side / 6, MatType.CV_8UC1, bytes);
        using var grey = coarse.Resize(new Size(Side, Side), interpolation: InterpolationFlags.Cubic);
        return grey.CvtColor(ColorConversionCodes.GRAY2BGR);
    }

    public static Mat Shifted(Mat picture, double right, double down = 0)
    {
        using var way = new Mat(2, 3, MatType.CV_64FC1, Scalar.Black);
        way.Set(0, 0, 1.0);
        way.Set(1, 1, 1.0);
        way.Set(0, 2, right);
        way.Set(1, 2, down);
        var shifted = new Mat();
        Cv2.WarpAffine(picture, shifted, way, picture.Size(), InterpolationFlags.Cubic, BorderTypes.Reflect101);
        return shifted;
    }

    /// <param name="pixels">BGR; the caller keeps it.</param>
    /// <param name="file">Identifies the frame; different for each frame unless given.</param>
    public static WatchedFrame Of(
        Mat pixels,
        FaceLandmarks? landmarks,
        float[]? template,
        bool? looksReal = null,
        byte[]? file = null,
        FaceBox? box = null
    )
    {
        using var picture = new UprightPicture(pixels.Clone(), pixels.Size());
        var face = new DetectedFace(box ?? Box, 1, landmarks);
        using var found = new FoundFaces(picture.Pixels, isOwned: false, template is null ? [] : [face], 1, default);
        return WatchedFrame.Of(
            file ?? RandomNumberGenerator.GetBytes(16),
            picture,
            found,
            new FaceReading.NoFace(),
            template is null ? null : new Template(new ModelId("staged", "1"), template),
            looksReal
        );
    }

    /// <summary>A frame of which only the landmarks matter.</summary>
    public static WatchedFrame Posed(FaceLandmarks landmarks)
    {
        using var blank = new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(128));
        return Of(blank, landmarks, [1]);
    }
}
