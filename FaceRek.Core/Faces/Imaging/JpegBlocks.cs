using System.Buffers.Binary;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Counts the blocks in a JPEG by reading its Huffman codes (ITU-T T.81, annexes F and G) and nothing more.</summary>
internal ref struct JpegBlocks
{
    private readonly JpegHuffmanTable?[] tables = new JpegHuffmanTable?[32];
    private readonly Dictionary<byte, (int Across, int Down)> sampling = [];
    private readonly Dictionary<byte, ulong[]> nonZero = [];
    private bool isProgressive;
    private ReadOnlySpan<byte> rest;
    private int width,
        height,
        restartInterval;

    private JpegBlocks(ReadOnlySpan<byte> jpeg) => rest = jpeg[2..];

    /// <param name="guarded">What <see cref="JpegGuard"/> kept of a JPEG: whole segments, and an end marker.</param>
    public static bool AreAllIn(ReadOnlySpan<byte> guarded) => new JpegBlocks(guarded).Walk();

    private bool Walk()
    {
        while (rest.Length >= 4 && rest[1] != 0xD9)
        {
            var marker = rest[1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            var body = rest.Slice(4, length - 2);
            rest = rest[(2 + length)..];
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    isProgressive = marker == 0xC2;
                    ReadFrame(body);
                    break;
                case 0xDD when body.Length >= 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
                    break;
                case 0xC4 when !TryReadTables(body):
                    return false;
                case 0xDA when !IsWhole(body):
                    return false;
                default:
                    break;
            }
        }
        return true;
    }

    private void ReadFrame(ReadOnlySpan<byte> body)
    {
        (height, width) = (
            BinaryPrimitives.ReadUInt16BigEndian(body[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(body[3..])
        );
        for (var part = body[6..]; part.Length >= 3; part = part[3..])
        {
            sampling[part[0]] = (part[1] >> 4, part[1] & 15);
        }
    }

    private readonly bool TryReadTables(ReadOnlySpan<byte> body)
    {
        while (body.Length > 17)
        {
            var slot = body[0];
            var counts = body.Slice(1, 16);
            var symbols = 0;
            foreach (var count in counts)
            {
                symbols += count;
            }
            if (slot >= tables.Length || symbols > body.Length - 17)
            {
                return false;
            }
            tables[slot] = new JpegHuffmanTable(counts, body.Slice(17, symbols));
            body = body[(17 + symbols)..];
        }
        return true;
    }

    private bool IsWhole(ReadOnlySpan<byte> header)
    {
        var count = header[0];
        var blocks = new int[count];
        var (dc, ac) = (new JpegHuffmanTable?[count], new JpegHuffmanTable?[count]);
        for (var i = 0; i < count; i++)
        {
            var chosen = header[2 + 2 * i];
            (dc[i], ac[i]) = (tables[(chosen >> 4) & 15], tables[16 + (chosen & 15)]);
            var (across, down) = sampling[header[1 + 2 * i]];
            blocks[i] = count == 1 ? 1 : across * down;
        }
        var units = Units(header);
        var scan = isProgressive
            ? new JpegScan(dc, ac, header[^3], header[^2], header[^1] >> 4, NonZero(header, units))
            : new JpegScan(dc, ac);
        if (!scan.IsPossible)
        {
            return false;
        }
        var bits = new JpegBitReader(rest);
        for (var unit = 0; unit < units; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                bits.Restart();
                scan.Restart();
            }
            for (var i = 0; i < count; i++)
            {
                for (var block = 0; block < blocks[i]; block++)
                {
                    if (!scan.TrySkipBlock(ref bits, i, unit))
                    {
                        return false;
                    }
                }
            }
        }
        rest = bits.SkipToMarker();
        return true;
    }

    /// <summary>One bit a coefficient of a component whose coefficients beyond the first come in scans of their own.</summary>
    private readonly ulong[] NonZero(ReadOnlySpan<byte> header, int units)
    {
        if (header[0] != 1)
        {
            return [];
        }
        if (!nonZero.TryGetValue(header[1], out var known))
        {
            nonZero[header[1]] = known = new ulong[units];
        }
        return known;
    }

    /// <summary>How many units a scan is made of: blocks of one component, or the smallest squares in which all components meet.</summary>
    private readonly int Units(ReadOnlySpan<byte> header)
    {
        var (mostAcross, mostDown) = (sampling.Values.Max(s => s.Across), sampling.Values.Max(s => s.Down));
        var (across, down) = header[0] == 1 ? sampling[header[1]] : (mostAcross, mostDown);
        var (partWidth, partHeight) = (DivideUp(width * across, mostAcross), DivideUp(height * down, mostDown));
        return header[0] == 1
            ? DivideUp(partWidth, 8) * DivideUp(partHeight, 8)
            : DivideUp(width, 8 * mostAcross) * DivideUp(height, 8 * mostDown);
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;
}

/// <summary>
/// Recognises what a decoder paints when a baseline JPEG was cut and closed again with an end marker: mid-grey to the
/// end. Cheap for intact pictures, whose last corner is hardly ever flat mid-grey; only then are the blocks counted.
/// </summary>
internal static class JpegFiller
{
    private const int Corner = 8;

    /// <param name="stored">The picture as decoded, before it is turned.</param>
    public static bool Ends(GuardedPicture picture, Mat stored) =>
        picture.Bytes.Span[0] == 0xFF && IsMidGrey(stored, picture.Width) && !JpegBlocks.AreAllIn(picture.Bytes.Span);

    /// <summary>The corner shrinks with the picture, or the last block alone would not fill it.</summary>
    private static bool IsMidGrey(Mat stored, int sentWidth)
    {
        var side = Math.Clamp(Corner * stored.Width / sentWidth, 1, Corner);
        var (width, height) = (Math.Min(side, stored.Width), Math.Min(side, stored.Height));
        using var corner = stored[new Rect(stored.Width - width, stored.Height - height, width, height)];
        using var different = new Mat();
        Cv2.InRange(corner, Scalar.All(128), Scalar.All(128), different);
        return Cv2.CountNonZero(different) == width * height;
    }
}
