using OpenCvSharp;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>Takes pictures of surfaces: a webcam of 640x480 with a field of view of 56 degrees.</summary>
internal static class ClipCamera
{
    public const int Width = 640,
        Height = 480;

    /// <summary>In pixels.</summary>
    private const float FocalLength = 600;

    /// <summary>Pixels over which an outline fades into the background.</summary>
    private const double Edge = 1.2;

    /// <returns>The background with the surface in front of it; the caller disposes it.</returns>
    public static Mat Shoot(Mat background, ClipSurface surface, ClipPose pose)
    {
        var (across, down, depth) = (new float[Width * Height], new float[Width * Height], new float[Width * Height]);
        Array.Fill(across, -1);
        Draw(surface, Project(surface, pose), across, down, depth);
        using var mapX = Mat.FromPixelData(Height, Width, MatType.CV_32FC1, across);
        using var mapY = Mat.FromPixelData(Height, Width, MatType.CV_32FC1, down);
        using var seen = new Mat();
        Cv2.Remap(surface.Texture, seen, mapX, mapY, InterpolationFlags.Linear, BorderTypes.Replicate);
        using var there = new Mat();
        Cv2.Compare(mapX, 0, there, CmpTypes.GE);
        return Blend(background, seen, there);
    }

    private static Mat Blend(Mat background, Mat seen, Mat there)
    {
        using var opacity = new Mat();
        using var eroded = there.Erode(new Mat());
        Cv2.GaussianBlur(eroded, opacity, new Size(), Edge);
        using var parts = new Mat();
        opacity.ConvertTo(parts, MatType.CV_32FC1, 1 / 255.0);
        using var rest = new Mat();
        Cv2.Subtract(Scalar.All(1), parts, rest);
        var picture = new Mat();
        Cv2.BlendLinear(seen, background, parts, rest, picture);
        return picture;
    }

    /// <returns>Pixels, and 1/distance as the third number; it is linear over a triangle as seen.</returns>
    private static Point3f[] Project(ClipSurface surface, ClipPose pose)
    {
        var (sy, cy) = Math.SinCos(pose.Yaw * Math.PI / 180);
        var (sp, cp) = Math.SinCos(pose.Pitch * Math.PI / 180);
        var (sr, cr) = Math.SinCos(pose.Roll * Math.PI / 180);
        return Array.ConvertAll(
            surface.Points,
            point =>
            {
                var (x, z) = ((point.X * cy) + (point.Z * sy), (point.Z * cy) - (point.X * sy));
                (var y, z) = ((point.Y * cp) - (z * sp), (point.Y * sp) + (z * cp));
                (x, y) = ((x * cr) - (y * sr), (x * sr) + (y * cr));
                var near = 1 / (pose.Distance - z);
                return new Point3f(
                    (float)((Width / 2) + (FocalLength * (x + pose.X) * near)),
                    (float)((Height / 2) + (FocalLength * (y + pose.Y) * near)),
                    (float)near
                );
            }
        );
    }

    private static void Draw(ClipSurface surface, Point3f[] seen, float[] across, float[] down, float[] depth)
    {
        var rows = seen.Length / surface.Columns;
        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + 1 < surface.Columns; column++)
            {
                var (a, b) = ((row * surface.Columns) + column, (row * surface.Columns) + column + 1);
                var (c, d) = (a + surface.Columns, b + surface.Columns);
                Fill(a, b, c);
                Fill(b, d, c);
            }
        }

        void Fill(int i, int j, int k)
        {
            var (a, b, c) = (seen[i], seen[j], seen[k]);
            var area = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
            // Turned away, or beyond the surface's end.
            if (!(area > 0))
            {
                return;
            }
            var (left, right) = (
                (int)Math.Max(0, Math.Ceiling(Math.Min(a.X, Math.Min(b.X, c.X)))),
                (int)Math.Min(Width - 1, Math.Max(a.X, Math.Max(b.X, c.X)))
            );
            var (top, bottom) = (
                (int)Math.Max(0, Math.Ceiling(Math.Min(a.Y, Math.Min(b.Y, c.Y)))),
                (int)Math.Min(Height - 1, Math.Max(a.Y, Math.Max(b.Y, c.Y)))
            );
            for (var y = top; y <= bottom; y++)
            {
                for (var x = left; x <= right; x++)
                {
                    var v = (((x - a.X) * (c.Y - a.Y)) - ((y - a.Y) * (c.X - a.X))) / area;
                    var w = (((b.X - a.X) * (y - a.Y)) - ((b.Y - a.Y) * (x - a.X))) / area;
                    var u = 1 - v - w;
                    if (u < 0 || v < 0 || w < 0)
                    {
                        continue;
                    }
                    var near = (u * a.Z) + (v * b.Z) + (w * c.Z);
                    var at = (y * Width) + x;
                    if (near <= depth[at])
                    {
                        continue;
                    }
                    depth[at] = near;
                    across[at] = (u * surface.Places[i].X) + (v * surface.Places[j].X) + (w * surface.Places[k].X);
                    down[at] = (u * surface.Places[i].Y) + (v * surface.Places[j].Y) + (w * surface.Places[k].Y);
                }
            }
        }
    }
}
