using OpenCvSharp;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>A picture in space: a grid of points in millimetres, and the place in the picture that each takes its colour from.</summary>
/// <param name="Texture">BGR; not owned.</param>
/// <param name="Columns">Of the grid.</param>
/// <param name="Points">Row by row; NaN where the surface ends. Y points down and Z towards the camera.</param>
/// <param name="Places">In pixels of <paramref name="Texture"/>.</param>
internal sealed record ClipSurface(Mat Texture, int Columns, Point3f[] Points, Point2f[] Places)
{
    private const float Step = 4;

    /// <param name="area">The part of the picture that is shown, in millimetres.</param>
    /// <param name="shape">From x and y on the picture to a point in space; NaN where there is none.</param>
    /// <param name="place">From x and y on the picture to its pixels.</param>
    public static ClipSurface Of(
        Mat texture,
        Rect2f area,
        Func<float, float, Point3f> shape,
        Func<float, float, Point2f> place
    )
    {
        var (columns, rows) = ((int)(area.Width / Step) + 1, (int)(area.Height / Step) + 1);
        var (points, places) = (new Point3f[columns * rows], new Point2f[columns * rows]);
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = (
                area.X + (area.Width * (i % columns) / (columns - 1)),
                area.Y + (area.Height * (i / columns) / (rows - 1))
            );
            (points[i], places[i]) = (shape(x, y), place(x, y));
        }
        return new(texture, columns, points, places);
    }
}
