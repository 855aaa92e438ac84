using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Faces together with the pixels they were found in, which may be an enlarged copy of the picture.</summary>
/// <param name="isOwned">Whether <paramref name="pixels"/> go with this.</param>
/// <param name="faces">The largest first, in <paramref name="pixels"/>.</param>
/// <param name="scale">Pixels here in one pixel as sent.</param>
/// <param name="margin">Added left and above, in pixels as sent.</param>
internal sealed class FoundFaces(Mat pixels, bool isOwned, IReadOnlyList<DetectedFace> faces, float scale, Point2f margin) : IDisposable
{
    public Mat Pixels => pixels;

    public IReadOnlyList<DetectedFace> Faces => faces;

    public float Scale => scale;

    public FaceBox InSentPixels(FaceBox box) => new(box.X / scale - margin.X, box.Y / scale - margin.Y, box.Width / scale, box.Height / scale);

    /// <summary>Where the picture itself lies in <see cref="Pixels"/>.</summary>
    public FaceBox Frame => new(margin.X * scale, margin.Y * scale, pixels.Width - 2 * margin.X * scale, pixels.Height - 2 * margin.Y * scale);

    public void Dispose()
    {
        if (isOwned) { pixels.Dispose(); }
    }
}
