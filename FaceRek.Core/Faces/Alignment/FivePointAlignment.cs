using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Alignment;

/// <summary>Turns, scales and shifts a face so that eyes, nose and mouth are where a network expects them.</summary>
internal static class FivePointAlignment
{
    /// <param name="side">Of the square crop in pixels.</param>
    /// <returns>A crop of the picture's type; the caller disposes it. The area outside the picture is black.</returns>
    /// <remarks>
    /// A small face is enlarged by bicubic interpolation: on portraits of 92x112 pixels a MobileFaceNet makes half the
    /// errors that it makes with bilinear (equal error rate 0.7 % instead of 1.4 %); where a face is shrunk the two do
    /// not differ.
    /// </remarks>
    public static Mat Crop(Mat picture, FaceLandmarks landmarks, MeanFace mean, int side)
    {
        // Where both corners of the mouth are given in its middle, least squares brings it between those of the mean face.
        var toCrop = FivePointTransform.Between(landmarks, mean.Places).Scaled((double)side / mean.Side);
        using var matrix = toCrop.ToMat();
        var crop = new Mat();
        Cv2.WarpAffine(
            picture,
            crop,
            matrix,
            new Size(side, side),
            toCrop.Scale > 1 ? InterpolationFlags.Cubic : InterpolationFlags.Linear
        );
        return crop;
    }
}

/// <summary>Where the five points of the mean face are that a network was trained with.</summary>
/// <param name="Places">Left and right as the viewer sees them.</param>
/// <param name="Side">Of the square in which they are given, in pixels.</param>
internal sealed record MeanFace(FaceLandmarks Places, int Side)
{
    /// <summary>
    /// Published with ArcFace (Deng et al., CVPR 2019, and its InsightFace reference); OpenCV's FaceRecognizerSF, and so
    /// SFace, uses the same five.
    /// </summary>
    public static readonly MeanFace Arcface112 = new(
        new FaceLandmarks(
            new(38.2946f, 51.6963f),
            new(73.5318f, 51.5014f),
            new(56.0252f, 71.7366f),
            new(41.5493f, 92.3655f),
            new(70.7299f, 92.2041f)
        ),
        112
    );

    /// <summary>
    /// Means of dlib's mean shape of 68 points (<c>get_face_chip_details</c>) with a padding of 0.25: eyes 36 to 41 and
    /// 42 to 47, nose 30, mouth 48 and 54.
    /// </summary>
    public static readonly MeanFace Dlib150 = new(
        new FaceLandmarks(
            new(47.549f, 46.599f),
            new(100.476f, 46.599f),
            new(74.013f, 76.563f),
            new(50.415f, 103.023f),
            new(97.610f, 103.023f)
        ),
        150
    );

    public static MeanFace Of(AlignmentShape shape) =>
        shape switch
        {
            AlignmentShape.Arcface112 => Arcface112,
            AlignmentShape.Dlib150 => Dlib150,
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "No mean face."),
        };
}

/// <summary>
/// A similarity of the plane: x' = A x - B y + X, y' = B x + A y + Y. It turns, scales evenly and shifts, and never
/// mirrors.
/// </summary>
internal readonly record struct FivePointTransform(double A, double B, double X, double Y)
{
    /// <summary>The least-squares similarity from one set of points to another.</summary>
    /// <remarks>
    /// Umeyama, IEEE TPAMI 13(4), 1991. In the plane, with mirroring ruled out, his singular value decomposition has this closed
    /// form: with both sets about their means, A is the sum of inner products and B that of cross products, over the sum of squares.
    /// </remarks>
    public static FivePointTransform Between(FaceLandmarks from, FaceLandmarks to)
    {
        ReadOnlySpan<Point2f> source = [from.LeftEye, from.RightEye, from.Nose, from.LeftMouth, from.RightMouth];
        ReadOnlySpan<Point2f> target = [to.LeftEye, to.RightEye, to.Nose, to.LeftMouth, to.RightMouth];
        var (p, q) = (Mean(source), Mean(target));
        double inner = 0,
            cross = 0,
            squares = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var (x, y) = (source[i].X - p.X, source[i].Y - p.Y);
            var (u, v) = (target[i].X - q.X, target[i].Y - q.Y);
            inner += (x * u) + (y * v);
            cross += (x * v) - (y * u);
            squares += (x * x) + (y * y);
        }
        // Five identical points say nothing about scale or rotation: leave both unchanged.
        var (a, b) = squares > 0 ? (inner / squares, cross / squares) : (1, 0);
        return new(a, b, q.X - ((a * p.X) - (b * p.Y)), q.Y - ((b * p.X) + (a * p.Y)));
    }

    /// <summary>Pixels after the transform for each pixel before it.</summary>
    public double Scale => Math.Sqrt((A * A) + (B * B));

    public FivePointTransform Scaled(double factor) => new(A * factor, B * factor, X * factor, Y * factor);

    public FivePointTransform Inverse()
    {
        var squared = (A * A) + (B * B);
        var (a, b) = (A / squared, -B / squared);
        return new(a, b, (b * Y) - (a * X), -((b * X) + (a * Y)));
    }

    public Point2f Apply(Point2f point) =>
        new((float)((A * point.X) - (B * point.Y) + X), (float)((B * point.X) + (A * point.Y) + Y));

    /// <returns>A 2x3 matrix for OpenCV's warps; the caller disposes it.</returns>
    public Mat ToMat()
    {
        var matrix = new Mat(2, 3, MatType.CV_64FC1);
        ReadOnlySpan<double> rows = [A, -B, X, B, A, Y];
        for (var i = 0; i < rows.Length; i++)
        {
            matrix.Set(i / 3, i % 3, rows[i]);
        }
        return matrix;
    }

    private static Point2d Mean(ReadOnlySpan<Point2f> points)
    {
        double x = 0,
            y = 0;
        foreach (var point in points)
        {
            (x, y) = (x + point.X, y + point.Y);
        }
        return new(x / points.Length, y / points.Length);
    }
}
