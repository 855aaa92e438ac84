using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>
/// A photograph with a face at a known place, from which stand-ins are made: a head with a relief, a print, a bent
/// print.
/// </summary>
internal sealed class ClipFace : IDisposable
{
    /// <summary>Between the pupils, in millimetres; adults' mean.</summary>
    private const float EyeDistance = 63;

    /// <summary>From the eyes down to the mouth, in millimetres.</summary>
    private const float EyesToMouth = 66;

    /// <summary>Pixels between the eyes that a photograph is shrunk to: a little more than the camera will show.</summary>
    private const float MaxDetail = 100;

    private readonly Mat photo;
    private readonly Point2f eyes;
    private readonly Point2f right;
    private readonly float pixels;

    private ClipFace(Mat photo, Point2f eyes, Point2f right, float pixels) =>
        (this.photo, this.eyes, this.right, this.pixels) = (photo, eyes, right, pixels);

    /// <param name="picture">BGR; copied.</param>
    public static ClipFace Of(Mat picture, FaceLandmarks points)
    {
        var across = points.RightEye - points.LeftEye;
        var (eyes, mouth) = ((points.LeftEye + points.RightEye) * 0.5, (points.LeftMouth + points.RightMouth) * 0.5);
        var distance = (float)points.LeftEye.DistanceTo(points.RightEye);
        var pixels = ((distance / EyeDistance) + ((float)eyes.DistanceTo(mouth) / EyesToMouth)) / 2;
        var shrink = Math.Min(1, MaxDetail / (pixels * EyeDistance));
        var photo = shrink < 1 ? picture.Resize(new Size(), shrink, shrink, InterpolationFlags.Area) : picture.Clone();
        return new(photo, eyes * shrink, across * (1 / distance), pixels * shrink);
    }

    /// <summary>
    /// The photograph projected onto an ellipsoid with a nose, sockets and a chin. Millimetres from the middle of the
    /// head.
    /// </summary>
    public ClipSurface Head(Random random)
    {
        float About(float middle) => middle * (0.92f + (0.16f * random.NextSingle()));
        var (width, height, depth, nose, bridge) = (About(78), About(112), About(90), About(17), About(8));
        // Between eyes and mouth, a third of the way: the middle of the head's height.
        const float middle = 20;
        float Bump(float x, float y, float atX, float atY, float wide, float high) =>
            MathF.Exp(-(((x - atX) / wide * (x - atX) / wide) + ((y - atY) / high * (y - atY) / high)));
        Point3f Shape(float x, float y)
        {
            var inside = 1 - (x / width * x / width) - ((y - middle) / height * (y - middle) / height);
            if (inside < 0.03f)
            {
                return new(float.NaN, float.NaN, float.NaN);
            }
            var relief =
                (nose * Bump(x, y, 0, 40, 13, 17))
                + (bridge * Bump(x, y, 0, 16, 10, 20))
                - (4 * (Bump(x, y, -31, 0, 15, 10) + Bump(x, y, 31, 0, 15, 10)))
                + (3 * Bump(x, y, 0, 68, 26, 10));
            return new(x, y - middle, (depth * MathF.Sqrt(inside)) + relief);
        }
        return ClipSurface.Of(photo, new Rect2f(-width, middle - height, 2 * width, 2 * height), Shape, Place);
    }

    /// <summary>The photograph as a print of life size.</summary>
    /// <param name="radius">Of the cylinder it is bent around, in millimetres; infinite leaves it flat.</param>
    /// <param name="isUpright">Whether the cylinder is upright; a horizontal one bends forehead and chin away.</param>
    public ClipSurface Print(float radius = float.PositiveInfinity, bool isUpright = true)
    {
        const float middle = 20;
        var area = new Rect2f(-105, middle - 140, 210, 280);
        Point3f Shape(float x, float y)
        {
            if (float.IsInfinity(radius))
            {
                return new(x, y - middle, 0);
            }
            var along = (isUpright ? x : y - middle) / radius;
            if (MathF.Abs(along) > 1.5f)
            {
                return new(float.NaN, float.NaN, float.NaN);
            }
            var (sine, cosine) = MathF.SinCos(along);
            return isUpright ? new(radius * sine, y - middle, radius * cosine) : new(x, radius * sine, radius * cosine);
        }
        return ClipSurface.Of(photo, area, Shape, Place);
    }

    public void Dispose() => photo.Dispose();

    private Point2f Place(float x, float y) =>
        new(eyes.X + (pixels * ((x * right.X) - (y * right.Y))), eyes.Y + (pixels * ((x * right.Y) + (y * right.X))));
}
