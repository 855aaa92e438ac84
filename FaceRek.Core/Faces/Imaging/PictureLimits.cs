namespace FaceRek.Core.Faces.Imaging;

/// <summary>What a caller may send. Checked from the header, before anything is decoded.</summary>
/// <param name="MaxSide">Longest side in pixels.</param>
/// <param name="MaxPixels">Width times height.</param>
public sealed record PictureLimits(int MaxBytes, int MaxSide, int MaxPixels, bool AllowsPng)
{
    /// <summary>A webcam frame: JPEG of at most 1280x1280 and 300 kB.</summary>
    public static readonly PictureLimits Frame = new(300_000, 1280, 1280 * 1280, AllowsPng: false);

    /// <summary>An uploaded photograph: JPEG or PNG of at most 12 megapixels and 8 MB.</summary>
    public static readonly PictureLimits Upload = new(8_000_000, 12_000, 12_000_000, AllowsPng: true);
}
