using OpenCvSharp;

namespace FaceRek.Core.Faces.Drawing;

/// <summary>Paints soft-edged ellipses in managed memory: all that a drawn face is made of.</summary>
internal sealed class SoftCanvas(int width, int height)
{
    private readonly float[] colours = new float[width * height * 3];
    private readonly float[] opacity = new float[width * height];

    /// <param name="centre">In pixels of the canvas.</param>
    /// <param name="radii">Across and down before the turn, in pixels.</param>
    /// <param name="softness">Width of the edge as a part of the radius, above 0.</param>
    /// <param name="degrees">Clockwise.</param>
    public void Ellipse(
        Point2f centre,
        Size2f radii,
        Scalar colour,
        float softness = 0.08f,
        float strength = 1,
        float degrees = 0
    )
    {
        var (sin, cos) = MathF.SinCos(degrees * MathF.PI / 180);
        var reach = Math.Max(radii.Width, radii.Height) * (1 + softness) + 1;
        var (top, bottom) = (Math.Max(0, (int)(centre.Y - reach)), Math.Min(height - 1, (int)(centre.Y + reach)));
        var (left, right) = (Math.Max(0, (int)(centre.X - reach)), Math.Min(width - 1, (int)(centre.X + reach)));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var (dx, dy) = (x - centre.X, y - centre.Y);
                var (across, down) = ((dx * cos + dy * sin) / radii.Width, (dy * cos - dx * sin) / radii.Height);
                var inside = (1 + softness - MathF.Sqrt(across * across + down * down)) / (2 * softness);
                if (inside > 0)
                {
                    Blend(y * width + x, colour, strength * Smooth(Math.Min(1, inside)));
                }
            }
        }
    }

    /// <summary>The colours as 8-bit BGR, and where anything was painted as 8-bit opacity.</summary>
    public (Mat Colours, Mat Opacity) ToMats()
    {
        using var colourView = Mat.FromPixelData(height, width, MatType.CV_32FC3, colours);
        using var opacityView = Mat.FromPixelData(height, width, MatType.CV_32FC1, opacity);
        var (colourMat, opacityMat) = (new Mat(), new Mat());
        colourView.ConvertTo(colourMat, MatType.CV_8UC3);
        opacityView.ConvertTo(opacityMat, MatType.CV_8UC1, 255);
        return (colourMat, opacityMat);
    }

    private void Blend(int pixel, Scalar colour, float strength)
    {
        var at = pixel * 3;
        colours[at] += ((float)colour.Val0 - colours[at]) * strength;
        colours[at + 1] += ((float)colour.Val1 - colours[at + 1]) * strength;
        colours[at + 2] += ((float)colour.Val2 - colours[at + 2]) * strength;
        opacity[pixel] += (1 - opacity[pixel]) * strength;
    }

    private static float Smooth(float t) => t * t * (3 - 2 * t);
}
