namespace FaceRek.Core.Faces.Imaging;

/// <summary>Why bytes were turned away, nearly always before any decoder saw them.</summary>
public enum PictureFault
{
    Empty,

    /// <summary>Begins as a JPEG or PNG and then ends early or contradicts itself.</summary>
    Damaged,

    /// <summary>Neither JPEG nor PNG, or a variety of them that no camera makes: arithmetic, lossless, 12-bit or CMYK JPEG, interlaced or 16-bit PNG.</summary>
    UnsupportedFormat,
    TooManyBytes,

    /// <summary>Too many in all, or along one side.</summary>
    TooManyPixels,
}
