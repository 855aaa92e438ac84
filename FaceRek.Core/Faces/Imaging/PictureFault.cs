namespace FaceRek.Core.Faces.Imaging;

/// <summary>Why bytes were turned away before any decoder saw them.</summary>
public enum PictureFault
{
    Empty,
    Damaged,
    UnsupportedFormat,
    TooManyBytes,
    TooManyPixels,
}
