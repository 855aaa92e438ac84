using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Several cells see the same face: of overlapping boxes only the most confident one is kept.</summary>
internal static class YunetOverlap
{
    /// <summary>Intersection over union from which on two boxes are one face; the default of OpenCV's FaceDetectorYN.</summary>
    public const float SameFace = 0.3f;

    public static void Suppress(List<YunetFace> faces)
    {
        faces.Sort((one, other) => other.Confidence.CompareTo(one.Confidence));
        var kept = 0;
        for (var i = 0; i < faces.Count; i++)
        {
            var face = faces[i];
            if (!IsSeen(faces, kept, face.Box))
            {
                faces[kept++] = face;
            }
        }
        faces.RemoveRange(kept, faces.Count - kept);
    }

    /// <returns>Intersection over union, 0 to 1.</returns>
    public static float Share(Rect2f one, Rect2f other)
    {
        var width = Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left);
        var height = Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }
        var both = width * height;
        return both / ((one.Width * one.Height) + (other.Width * other.Height) - both);
    }

    private static bool IsSeen(List<YunetFace> faces, int kept, Rect2f box)
    {
        for (var i = 0; i < kept; i++)
        {
            if (Share(faces[i].Box, box) >= SameFace)
            {
                return true;
            }
        }
        return false;
    }
}
