using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Quality;

/// <summary>Measures one face and says what keeps it from being compared.</summary>
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
        Note(MathF.Abs(quality.Yaw ?? 0) > limits.MaxYaw, QualityFlaw.TurnedAway);
        Note(quality.Occlusion > limits.MaxOcclusion, QualityFlaw.Covered);
        Note(quality.Sharpness < limits.MinSharpness || quality.Contrast < limits.MinContrast, QualityFlaw.Blurred);
        return flaws;
    }

    /// <summary>Eyes to mouth, cheek to cheek: no hair and no background, which would speak about something else.</summary>
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
