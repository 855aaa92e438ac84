using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Quality;

/// <summary>Measures one face and lists what prevents a comparison.</summary>
internal sealed class QualityGate(QualityLimits limits)
{
    public static PictureQuality Measure(FoundFaces found, DetectedFace face)
    {
        var eyes = EyeAlignment.EyesOf(face);
        using var grey = found.Pixels.CvtColor(ColorConversionCodes.BGR2GRAY);
        using var aligned = EyeAlignment.Align(grey, eyes, Nudge.None)[0];
        using var inner = aligned[Inner];
        Cv2.MeanStdDev(inner, out var brightness, out var contrast);
        return new PictureQuality(
            Sharpness(aligned),
            (float)brightness.Val0,
            (float)contrast.Val0,
            (float)eyes.Left.DistanceTo(eyes.Right) / found.Scale,
            Yaw.Of(face),
            Occlusion.Of(aligned, (float)contrast.Val0)
        );
    }

    /// <returns>The worst first.</returns>
    public IReadOnlyList<QualityFlaw> Judge(FoundFaces found, DetectedFace face, PictureQuality quality)
    {
        var flaws = new List<QualityFlaw>();
        void Note(bool isFlawed, QualityFlaw flaw)
        {
            if (isFlawed)
            {
                flaws.Add(flaw);
            }
        }
        Note(quality.Brightness < limits.MinBrightness, QualityFlaw.TooDark);
        Note(quality.Brightness > limits.MaxBrightness, QualityFlaw.TooBright);
        Note(quality.EyeDistance < limits.MinEyeDistance, QualityFlaw.TooFar);
        Note(Outside(found.Frame, face.Box) > limits.MaxOutside, QualityFlaw.CutOff);
        Note(MathF.Abs(quality.Yaw ?? 0) > limits.MaxYaw || IsDoubtful(face), QualityFlaw.TurnedAway);
        Note(quality.Occlusion > limits.MaxOcclusion, QualityFlaw.Covered);
        Note(quality.Sharpness < limits.MinSharpness || quality.Contrast < limits.MinContrast, QualityFlaw.Blurred);
        return flaws;
    }

    /// <summary>A face whose points are not where those of an upright face are: it lies, or it is none.</summary>
    private bool IsDoubtful(DetectedFace face) =>
        face.Confidence < limits.MinConfidence
        || MathF.Abs(face.Roll ?? 0) > limits.MaxRoll
        || (face.Squareness ?? 1) < limits.MinSquareness;

    /// <summary>From eyes to mouth and cheek to cheek: hair and background would distort the measures.</summary>
    private static Rect Inner =>
        new(EyeAlignment.Width / 6, EyeAlignment.Height / 5, EyeAlignment.Width * 2 / 3, EyeAlignment.Height * 3 / 5);

    private static float Sharpness(Mat aligned)
    {
        using var edges = aligned.Laplacian(MatType.CV_32FC1);
        using var inner = edges[Inner];
        Cv2.MeanStdDev(inner, out _, out var deviation);
        return (float)(deviation.Val0 * deviation.Val0);
    }

    /// <summary>Part of the box's area beyond the frame, 0 to 1.</summary>
    private static float Outside(FaceBox frame, FaceBox box)
    {
        var width = MathF.Min(box.X + box.Width, frame.X + frame.Width) - MathF.Max(box.X, frame.X);
        var height = MathF.Min(box.Y + box.Height, frame.Y + frame.Height) - MathF.Max(box.Y, frame.Y);
        return 1 - MathF.Max(0, width) * MathF.Max(0, height) / (box.Width * box.Height);
    }
}

/// <summary>How far a head is turned: the nose moves away from the middle between the eyes, because it protrudes.</summary>
internal static class Yaw
{
    /// <summary>Offset at which the nose is seen above one eye; the head is then turned by about 45 degrees.</summary>
    private const float NoseAtEye = 0.5f;

    /// <returns>-1 to 1, or null without landmarks: with two eyes alone a turn looks the same as a shift of the box.</returns>
    public static float? Of(DetectedFace face)
    {
        if (face.Landmarks is not { } points)
        {
            return null;
        }
        var (dx, dy) = (points.RightEye.X - points.LeftEye.X, points.RightEye.Y - points.LeftEye.Y);
        var (nx, ny) = (points.Nose.X - points.LeftEye.X, points.Nose.Y - points.LeftEye.Y);
        var along = (nx * dx + ny * dy) / MathF.Max(1, dx * dx + dy * dy);
        return Math.Clamp((along - 0.5f) / NoseAtEye, -1, 1);
    }
}

/// <summary>What covers an eye or the mouth hides its edges, so there is less detail than in the rest of the face.</summary>
internal static class Occlusion
{
    /// <summary>Around both eyes and the mouth of the aligned face, with room for eyes that were found a few pixels off.</summary>
    private static readonly Rect[] Features = [new(20, 34, 26, 21), new(66, 34, 26, 21), new(34, 80, 44, 27)];

    /// <param name="aligned">In grey, as EyeAlignment makes it.</param>
    /// <param name="contrast">Of the whole face, in the same units.</param>
    /// <returns>0 to 1; the worst of the three features.</returns>
    public static float Of(Mat aligned, float contrast) =>
        Features.Max(feature =>
        {
            using var part = aligned[feature];
            Cv2.MeanStdDev(part, out _, out var own);
            return Math.Clamp(1 - (float)own.Val0 / MathF.Max(contrast, 1), 0, 1);
        });
}
