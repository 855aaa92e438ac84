using System.Numerics;

namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// Codes each pixel by which of eight neighbours on a circle are at least as bright (Ojala, Pietikainen and Maenpaa,
/// IEEE TPAMI 24(7), 2002). Bit for bit what OpenCV's LBPH computes, checked by a test; OpenCV does not expose its
/// histograms.
/// </summary>
internal static class LocalBinaryPatterns
{
    public const int Neighbours = 8;

    /// <param name="image">Row by row, <paramref name="width"/> wide.</param>
    /// <returns>Codes of the pixels that have all neighbours: <paramref name="radius"/> pixels less on each side.</returns>
    public static byte[] Codes(ReadOnlySpan<float> image, int width, int radius)
    {
        var height = image.Length / width;
        var (across, down) = (width - 2 * radius, height - 2 * radius);
        var codes = new byte[across * down];
        var row = new float[across];
        for (var n = 0; n < Neighbours; n++)
        {
            var circle = CirclePoint.At(n, radius);
            for (var y = 0; y < down; y++)
            {
                circle.Sample(image, width, radius, y, row);
                Mark(
                    row,
                    image.Slice((y + radius) * width + radius, across),
                    codes.AsSpan(y * across, across),
                    (byte)(1 << n)
                );
            }
        }
        return codes;
    }

    private static void Mark(ReadOnlySpan<float> neighbour, ReadOnlySpan<float> centre, Span<byte> codes, byte bit)
    {
        for (var x = 0; x < codes.Length; x++)
        {
            if (neighbour[x] > centre[x] || MathF.Abs(neighbour[x] - centre[x]) < CirclePoint.FloatEpsilon)
            {
                codes[x] |= bit;
            }
        }
    }
}

/// <summary>One of eight points on a circle around a pixel, interpolated from the four pixels around it.</summary>
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
    /// <summary>C's FLT_EPSILON: OpenCV treats brightnesses this close as equal.</summary>
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

/// <summary>
/// Patterns with at most two changes around the circle carry nearly all information about a face; the others share one
/// bin (Ahonen, Hadid and Pietikainen, IEEE TPAMI 28(12), 2006).
/// </summary>
internal static class UniformPatterns
{
    /// <summary>58 uniform patterns and one bin for all others.</summary>
    public const int Bins = 59;

    /// <summary>The bin of each of the 256 codes.</summary>
    public static readonly byte[] BinOf = Number();

    private static byte[] Number()
    {
        var bins = new byte[256];
        byte next = 0;
        for (var code = 0; code < 256; code++)
        {
            var changes = BitOperations.PopCount((uint)(code ^ ((code >> 1) | ((code & 1) << 7))));
            bins[code] = changes <= 2 ? next++ : (byte)(Bins - 1);
        }
        return bins;
    }
}
