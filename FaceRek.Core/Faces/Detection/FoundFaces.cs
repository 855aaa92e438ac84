using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Faces together with the pixels they were found in, which may be an enlarged or turned copy of the picture.</summary>
/// <param name="isOwned">Whether this object disposes <paramref name="pixels"/>.</param>
/// <param name="faces">The largest first, in <paramref name="pixels"/>.</param>
/// <param name="scale">Pixels here for each pixel of the sent picture.</param>
/// <param name="margin">Added left and above, in pixels of the sent picture.</param>
/// <param name="turn">How the picture was turned; null when it was not.</param>
internal sealed class FoundFaces(
    Mat pixels,
    bool isOwned,
    IReadOnlyList<DetectedFace> faces,
    float scale,
    Point2f margin,
    RotateFlags? turn = null
) : IDisposable
{
    public Mat Pixels => pixels;

    public IReadOnlyList<DetectedFace> Faces => faces;

    public float Scale => scale;

    public Point2f InSentPixels(Point2f point)
    {
        var upright = turn switch
        {
            RotateFlags.Rotate90Clockwise => new Point2f(point.Y, pixels.Width - point.X),
            RotateFlags.Rotate90Counterclockwise => new Point2f(pixels.Height - point.Y, point.X),
            RotateFlags.Rotate180 => new Point2f(pixels.Width - point.X, pixels.Height - point.Y),
            _ => point,
        };
        return new((upright.X / scale) - margin.X, (upright.Y / scale) - margin.Y);
    }

    public FaceBox InSentPixels(FaceBox box)
    {
        var upright = turn switch
        {
            RotateFlags.Rotate90Clockwise => new FaceBox(
                box.Y,
                pixels.Width - box.X - box.Width,
                box.Height,
                box.Width
            ),
            RotateFlags.Rotate90Counterclockwise => new FaceBox(
                pixels.Height - box.Y - box.Height,
                box.X,
                box.Height,
                box.Width
            ),
            RotateFlags.Rotate180 => new FaceBox(
                pixels.Width - box.X - box.Width,
                pixels.Height - box.Y - box.Height,
                box.Width,
                box.Height
            ),
            _ => box,
        };
        return new(
            upright.X / scale - margin.X,
            upright.Y / scale - margin.Y,
            upright.Width / scale,
            upright.Height / scale
        );
    }

    /// <summary>Where the picture itself is in <see cref="Pixels"/>.</summary>
    public FaceBox Frame =>
        new(
            margin.X * scale,
            margin.Y * scale,
            pixels.Width - 2 * margin.X * scale,
            pixels.Height - 2 * margin.Y * scale
        );

    public void Dispose()
    {
        if (isOwned)
        {
            pixels.Dispose();
        }
    }
}
