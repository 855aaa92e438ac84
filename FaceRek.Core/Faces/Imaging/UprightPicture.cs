using OpenCvSharp;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>A decoded picture as a person would look at it, perhaps smaller than it was sent.</summary>
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
