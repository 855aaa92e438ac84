using OpenCvSharp;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Recognises what a decoder paints when a baseline JPEG was cut and closed again with an end marker: mid-grey to the end.
/// Cheap for honest pictures, whose last corner is hardly ever flat mid-grey; only then are the blocks counted.
/// </summary>
internal static class JpegFiller
{
    private const int Corner = 8;

    /// <param name="stored">The picture as decoded, before it is turned.</param>
    public static bool Ends(GuardedPicture picture, Mat stored) =>
        picture.Bytes[0] == 0xFF && IsMidGrey(stored) && !JpegBlocks.AreAllIn(picture.Bytes);

    private static bool IsMidGrey(Mat stored)
    {
        var (width, height) = (Math.Min(Corner, stored.Width), Math.Min(Corner, stored.Height));
        using var corner = stored[new Rect(stored.Width - width, stored.Height - height, width, height)];
        using var different = new Mat();
        Cv2.InRange(corner, Scalar.All(128), Scalar.All(128), different);
        return Cv2.CountNonZero(different) == width * height;
    }
}
