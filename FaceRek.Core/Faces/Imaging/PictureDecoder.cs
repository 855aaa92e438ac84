using System.Diagnostics;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Turns guarded bytes into an upright BGR picture of working size.</summary>
internal static class PictureDecoder
{
    /// <summary>
    /// Longest side in pixels that the engine works on: that of a check-in frame. Larger uploads are scaled down; faces
    /// in them still have enough pixels.
    /// </summary>
    public const int WorkingSide = 1280;

    // Requests already run in parallel; OpenCV's own threads would only compete for the cores.
    static PictureDecoder() => Cv2.SetNumThreads(1);

    /// <returns>Null when the decoder finds the drawing data damaged.</returns>
    public static UprightPicture? Decode(GuardedPicture picture)
    {
        using var stored = TryImDecode(picture);
        if (stored is null || stored.Empty() || JpegFiller.Ends(picture, stored))
        {
            return null;
        }
        using var working = Shrink(stored);
        var isTurned = picture.Orientation >= PictureOrientation.Transposed;
        var sentSize = isTurned ? new Size(picture.Height, picture.Width) : new Size(picture.Width, picture.Height);
        return new UprightPicture(TurnUpright(working, picture.Orientation), sentSize);
    }

    private static Mat? TryImDecode(GuardedPicture picture)
    {
        try
        {
            return Cv2.ImDecode(picture.Bytes.Span, ReadMode(Math.Max(picture.Width, picture.Height)));
        }
        catch (OpenCVException)
        {
            return null;
        }
    }

    /// <summary>
    /// JPEG decodes directly to a half, a quarter or an eighth. The orientation is applied here, from the one tag the
    /// guard read.
    /// </summary>
    private static ImreadModes ReadMode(int longestSide) =>
        ImreadModes.IgnoreOrientation
        | (longestSide / WorkingSide) switch
        {
            < 2 => ImreadModes.Color,
            < 4 => ImreadModes.ReducedColor2,
            < 8 => ImreadModes.ReducedColor4,
            _ => ImreadModes.ReducedColor8,
        };

    private static Mat Shrink(Mat picture)
    {
        var longestSide = Math.Max(picture.Width, picture.Height);
        if (longestSide <= WorkingSide)
        {
            return new Mat(picture, new Rect(new Point(), picture.Size()));
        }
        var scale = (double)WorkingSide / longestSide;
        var size = new Size(
            Math.Max(1, Math.Round(picture.Width * scale)),
            Math.Max(1, Math.Round(picture.Height * scale))
        );
        return picture.Resize(size, interpolation: InterpolationFlags.Area);
    }

    private static Mat TurnUpright(Mat picture, PictureOrientation orientation) =>
        orientation switch
        {
            PictureOrientation.Mirrored => picture.Flip(FlipMode.Y),
            PictureOrientation.UpsideDown => picture.Flip(FlipMode.XY),
            PictureOrientation.MirroredUpsideDown => picture.Flip(FlipMode.X),
            PictureOrientation.Transposed => Transposed(picture, null),
            PictureOrientation.NeedsClockwiseTurn => Transposed(picture, FlipMode.Y),
            PictureOrientation.TransposedOtherWay => Transposed(picture, FlipMode.XY),
            PictureOrientation.NeedsAnticlockwiseTurn => Transposed(picture, FlipMode.X),
            PictureOrientation.Upright => picture.Clone(),
            _ => throw new UnreachableException(),
        };

    private static Mat Transposed(Mat picture, FlipMode? then)
    {
        var transposed = new Mat();
        Cv2.Transpose(picture, transposed);
        if (then is { } flip)
        {
            Cv2.Flip(transposed, transposed, flip);
        }
        return transposed;
    }
}

/// <summary>A decoded picture turned upright, perhaps smaller than it was sent.</summary>
/// <param name="pixels">BGR, 8 bits; owned.</param>
/// <param name="sentSize">Of the upright picture as it was sent, in pixels.</param>
internal sealed class UprightPicture(Mat pixels, Size sentSize) : IDisposable
{
    public Mat Pixels => pixels;

    public Size SentSize => sentSize;

    /// <summary>Working pixels in one sent pixel, at most 1.</summary>
    public float Scale => (float)pixels.Width / sentSize.Width;

    public void Dispose() => pixels.Dispose();
}
