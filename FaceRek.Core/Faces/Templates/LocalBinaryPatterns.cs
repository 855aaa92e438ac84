namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// Codes each pixel by which of eight neighbours on a circle are at least as bright (Ojala, Pietikainen and Maenpaa, IEEE TPAMI
/// 24(7), 2002). Bit for bit what OpenCV's LBPH computes, held so by a test; OpenCV does not hand its histograms out.
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
