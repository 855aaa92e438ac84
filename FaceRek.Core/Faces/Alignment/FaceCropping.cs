using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Alignment;

/// <summary>
/// Cuts out what another model needs to find and align the face again. An aligned crop is not enough, because each
/// model aligns in its own way.
/// </summary>
internal static class FaceCropping
{
    /// <summary>Part of the box's longer side, added on each side: detectors look for a head with its surroundings.</summary>
    private const float Surroundings = 0.6f;

    /// <summary>Longest side in pixels; the face then spans about 180, more than any model looks at.</summary>
    private const int MaxSide = 400;

    private const int JpegQuality = 95;

    /// <returns>A JPEG.</returns>
    public static byte[] Crop(Mat picture, FaceBox box)
    {
        var reach = MathF.Max(box.Width, box.Height) * (0.5f + Surroundings);
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        var part =
            Rect.FromLTRB((int)(x - reach), (int)(y - reach), (int)(x + reach), (int)(y + reach))
            & new Rect(default, picture.Size());
        using var cut = picture[part];
        var scale = Math.Min(1, (double)MaxSide / Math.Max(part.Width, part.Height));
        using var small = cut.Resize(new Size(), scale, scale, InterpolationFlags.Area);
        Cv2.ImEncode(".jpg", small, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, JpegQuality));
        return jpeg;
    }
}
