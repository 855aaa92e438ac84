namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Stands before every decode. Native decoders crash on hostile headers or allocate gigabytes for 77 bytes, so the headers are
/// walked here in managed code, and only what draws is handed on.
/// </summary>
internal static class PictureGuard
{
    /// <returns>The fault, or null when <paramref name="guarded"/> is safe to decode.</returns>
    public static PictureFault? Check(ReadOnlySpan<byte> picture, PictureLimits limits, out GuardedPicture? guarded)
    {
        guarded = null;
        if (picture.IsEmpty)
        {
            return PictureFault.Empty;
        }
        if (picture.Length > limits.MaxBytes)
        {
            return PictureFault.TooManyBytes;
        }
        if (picture is [0xFF] or [0xFF, 0xD8, ..])
        {
            return JpegGuard.Check(picture, limits, out guarded);
        }
        if (limits.AllowsPng && picture.StartsWith(PngGuard.Signature))
        {
            return PngGuard.Check(picture, limits, out guarded);
        }
        return PictureFault.UnsupportedFormat;
    }

    /// <summary>In long arithmetic: two sides of 2^31-1 must not wrap around into the allowed.</summary>
    internal static PictureFault? CheckSize(uint width, uint height, PictureLimits limits)
    {
        if (width == 0 || height == 0)
        {
            return PictureFault.Damaged;
        }
        return width > limits.MaxSide || height > limits.MaxSide || (long)width * height > limits.MaxPixels
            ? PictureFault.TooManyPixels
            : null;
    }
}
