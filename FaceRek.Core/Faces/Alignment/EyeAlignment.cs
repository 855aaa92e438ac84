using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Alignment;

/// <summary>Turns, scales and moves a face so that both eyes come to lie at fixed places.</summary>
internal static class EyeAlignment
{
    /// <summary>Of the aligned face in pixels.</summary>
    public const int Width = 112, Height = 128;

    private static readonly Point2f LeftEye = new(31, 42), RightEye = new(81, 42);

    /// <summary>Where eyes are in a box of the cascade when they could not be found: means over the faces in which they were, as parts of the box.</summary>
    private const float EyeInset = 0.31f, EyeLine = 0.396f;

    /// <returns>The aligned face in grey.</returns>
    public static Mat Align(Mat grey, EyePair eyes)
    {
        using var way = Way(eyes);
        var aligned = new Mat();
        Cv2.WarpAffine(grey, aligned, way, new Size(Width, Height), InterpolationFlags.Linear, BorderTypes.Replicate);
        return aligned;
    }

    public static EyePair Expected(FaceBox box) => new(
        new(box.X + box.Width * EyeInset, box.Y + box.Height * EyeLine),
        new(box.X + box.Width * (1 - EyeInset), box.Y + box.Height * EyeLine));

    private static Mat Way(EyePair eyes)
    {
        var (dx, dy) = (eyes.Right.X - eyes.Left.X, eyes.Right.Y - eyes.Left.Y);
        var scale = (RightEye.X - LeftEye.X) / (dx * dx + dy * dy);
        var (cos, sin) = (dx * scale, -dy * scale);
        var way = new Mat(2, 3, MatType.CV_64FC1);
        way.Set(0, 0, (double)cos);
        way.Set(0, 1, (double)-sin);
        way.Set(0, 2, (double)(LeftEye.X - cos * eyes.Left.X + sin * eyes.Left.Y));
        way.Set(1, 0, (double)sin);
        way.Set(1, 1, (double)cos);
        way.Set(1, 2, (double)(LeftEye.Y - sin * eyes.Left.X - cos * eyes.Left.Y));
        return way;
    }
}
