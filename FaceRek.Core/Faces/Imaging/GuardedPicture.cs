namespace FaceRek.Core.Faces.Imaging;

/// <summary>Bytes a native decoder may see: rebuilt by <see cref="PictureGuard"/> from the parts that draw, everything else left out.</summary>
/// <param name="Width">As stored, before <paramref name="Orientation"/> is applied, in pixels.</param>
/// <param name="Height">As stored, in pixels.</param>
internal sealed record GuardedPicture(byte[] Bytes, int Width, int Height, PictureOrientation Orientation);
