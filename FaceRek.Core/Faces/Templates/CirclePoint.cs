namespace FaceRek.Core.Faces.Templates;

/// <summary>One of the eight points on a circle around a pixel, sampled between the four pixels about it.</summary>
internal readonly record struct CirclePoint(
    int Left,
    int Top,
    int Right,
    int Bottom,
    float W1,
    float W2,
    float W3,
    float W4
)
{
    /// <summary>C's FLT_EPSILON, by which OpenCV takes two brightnesses for equal.</summary>
    public const float FloatEpsilon = 1.1920929e-07f;

    public static CirclePoint At(int n, int radius)
    {
        var angle = 2 * Math.PI * n / LocalBinaryPatterns.Neighbours;
        var (x, y) = ((float)(-radius * Math.Sin(angle)), (float)(radius * Math.Cos(angle)));
        var (left, top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (tx, ty) = (x - left, y - top);
        return new(
            left,
            top,
            (int)MathF.Ceiling(x),
            (int)MathF.Ceiling(y),
            (1 - tx) * (1 - ty),
            tx * (1 - ty),
            (1 - tx) * ty,
            tx * ty
        );
    }

    /// <summary>Samples around the pixels of one row, from column <paramref name="radius"/> on.</summary>
    public void Sample(ReadOnlySpan<float> image, int width, int radius, int y, Span<float> row)
    {
        var length = row.Length;
        var upper = image[((y + radius + Top) * width)..];
        var lower = image[((y + radius + Bottom) * width)..];
        var a = upper.Slice(radius + Left, length);
        var b = upper.Slice(radius + Right, length);
        var c = lower.Slice(radius + Left, length);
        var d = lower.Slice(radius + Right, length);
        for (var x = 0; x < length; x++)
        {
            row[x] = W1 * a[x] + W2 * b[x] + W3 * c[x] + W4 * d[x];
        }
    }
}
