using OpenCvSharp;

namespace FaceRek.Core.Faces.Quality;

/// <summary>What covers an eye or the mouth hides their edges: there is then less to see than in the rest of the face.</summary>
internal static class Occlusion
{
    /// <summary>Around both eyes and the mouth of the aligned face, with room for eyes that were found a few pixels off.</summary>
    private static readonly Rect[] Features = [new(20, 34, 26, 21), new(66, 34, 26, 21), new(34, 80, 44, 27)];

    /// <param name="aligned">In grey, as EyeAlignment makes it.</param>
    /// <param name="contrast">Of the whole face, in the same units.</param>
    /// <returns>0 to 1; the worst of the three.</returns>
    public static float Of(Mat aligned, float contrast) =>
        Features.Max(feature =>
        {
            using var part = aligned[feature];
            Cv2.MeanStdDev(part, out _, out var own);
            return Math.Clamp(1 - (float)own.Val0 / MathF.Max(contrast, 1), 0, 1);
        });
}
