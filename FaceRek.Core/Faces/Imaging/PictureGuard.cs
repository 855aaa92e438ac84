namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Runs before every decode. Native decoders crash on hostile headers or allocate gigabytes for 77 bytes, so the
/// headers are checked here in managed code, and only the parts needed for drawing are passed on.
/// </summary>
internal static class PictureGuard
{
    /// <returns>The error, or null when <paramref name="guarded"/> is safe to decode.</returns>
    public static PictureError? Check(ReadOnlySpan<byte> picture, PictureLimits limits, out GuardedPicture? guarded)
    {
        guarded = null;
        if (picture.IsEmpty)
        {
            return PictureError.Empty;
        }
        if (picture.Length > limits.MaxBytes)
        {
            return PictureError.TooManyBytes;
        }
        if (picture is [0xFF] or [0xFF, 0xD8, ..])
        {
            return JpegGuard.Check(picture, limits, out guarded);
        }
        if (limits.AllowsPng && picture.StartsWith(PngGuard.Signature))
        {
            return PngGuard.Check(picture, limits, out guarded);
        }
        return OtherPictures.Recognise(picture);
    }

    /// <summary>In 64-bit arithmetic: the product of two sides of 2^31-1 must not overflow into the allowed range.</summary>
    internal static PictureError? CheckSize(uint width, uint height, PictureLimits limits)
    {
        if (width == 0 || height == 0)
        {
            return PictureError.Damaged;
        }
        return width > limits.MaxSide || height > limits.MaxSide || (long)width * height > limits.MaxPixels
            ? PictureError.TooManyPixels
            : null;
    }
}

/// <summary>Bytes that are safe for a native decoder: rebuilt by <see cref="PictureGuard"/> from the parts needed for drawing.</summary>
/// <param name="Width">As stored, before <paramref name="Orientation"/> is applied, in pixels.</param>
/// <param name="Height">As stored, in pixels.</param>
internal sealed record GuardedPicture(
    ReadOnlyMemory<byte> Bytes,
    int Width,
    int Height,
    PictureOrientation Orientation
);

/// <summary>What a caller may send. Checked from the header, before anything is decoded.</summary>
/// <param name="MaxSide">Longest side in pixels.</param>
/// <param name="MaxPixels">Width times height.</param>
/// <param name="MaxPngPixels">A PNG is decoded whole, whatever its size; 0 where PNG is not taken.</param>
public sealed record PictureLimits(int MaxBytes, int MaxSide, int MaxPixels, int MaxPngPixels)
{
    public bool AllowsPng => MaxPngPixels > 0;

    /// <summary>A webcam frame: JPEG of at most 1280x1280 and 300 kB.</summary>
    public static readonly PictureLimits Frame = new(300_000, 1280, 1280 * 1280, MaxPngPixels: 0);

    /// <summary>
    /// An uploaded photograph of at most 16 MB: a JPEG of at most 50 megapixels, as cameras count them (8192x6144), or a
    /// PNG of at most 12 (4080x3060).
    /// </summary>
    public static readonly PictureLimits Upload = new(16_000_000, 12_000, 50_400_000, MaxPngPixels: 12_500_000);
}

/// <summary>Why a picture was refused, nearly always before it was decoded.</summary>
public enum PictureError
{
    Empty,

    /// <summary>Begins as a JPEG or PNG and then ends early or contradicts itself.</summary>
    Damaged,

    /// <summary>Neither JPEG nor PNG nor named below, or a variety of them that no camera makes, such as lossless JPEG.</summary>
    UnsupportedFormat,
    Heic,
    Avif,
    WebP,

    /// <summary>A JPEG of four components, for a printer.</summary>
    Cmyk,

    /// <summary>A JPEG with arithmetic instead of Huffman coding.</summary>
    Arithmetic,

    /// <summary>More than 8 bits for each colour: 16-bit PNG, 12-bit JPEG.</summary>
    TooDeep,

    /// <summary>A PNG that is sent in seven passes.</summary>
    Interlaced,
    TooManyBytes,

    /// <summary>Too many pixels in total, or along one side.</summary>
    TooManyPixels,

    /// <summary>
    /// A JPEG in several scans, as progressive ones are, with more coefficients than the decoder may hold: it holds all
    /// of them, at whatever scale it draws.
    /// </summary>
    TooLargeInScans,
}
