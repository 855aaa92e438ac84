namespace FaceRek.Core.Faces.Imaging;

/// <summary>How the camera was held, by the numbers of EXIF 2.3, tag 0x0112: where the stored picture's first row and column belong.</summary>
internal enum PictureOrientation
{
    Upright = 1,
    Mirrored = 2,
    UpsideDown = 3,
    MirroredUpsideDown = 4,
    Transposed = 5,
    NeedsClockwiseTurn = 6,
    TransposedOtherWay = 7,
    NeedsAnticlockwiseTurn = 8,
}
