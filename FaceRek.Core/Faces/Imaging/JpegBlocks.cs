using System.Buffers.Binary;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Counts the blocks in a baseline JPEG by reading its Huffman codes (ITU-T T.81, annex F) and nothing more.</summary>
internal ref struct JpegBlocks
{
    private readonly JpegHuffmanTable?[] tables = new JpegHuffmanTable?[32];
    private readonly Dictionary<byte, (int Across, int Down)> sampling = [];
    private ReadOnlySpan<byte> rest;
    private int width,
        height,
        restartInterval;

    private JpegBlocks(ReadOnlySpan<byte> jpeg) => rest = jpeg[2..];

    /// <param name="guarded">A JPEG that passed <see cref="JpegGuard"/>. Progressive files were checked there and count
    /// as complete.</param>
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
                case 0xC2:
                    return true;
                case 0xC0 or 0xC1:
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
        var parts = new (JpegHuffmanTable Dc, JpegHuffmanTable Ac)[header[0]];
        var blocks = new int[header[0]];
        for (var i = 0; i < parts.Length; i++)
        {
            var chosen = header[2 + 2 * i];
            var (dc, ac) = (tables[(chosen >> 4) & 15], tables[16 + (chosen & 15)]);
            if (dc is null || ac is null)
            {
                return false;
            }
            var (across, down) = sampling[header[1 + 2 * i]];
            (parts[i], blocks[i]) = ((dc, ac), parts.Length == 1 ? 1 : across * down);
        }
        var bits = new JpegBitReader(rest);
        var units = Units(header);
        for (var unit = 0; unit < units; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                bits.Restart();
            }
            for (var i = 0; i < parts.Length; i++)
            {
                for (var block = 0; block < blocks[i]; block++)
                {
                    if (!bits.TrySkipBlock(parts[i].Dc, parts[i].Ac))
                    {
                        return false;
                    }
                }
            }
        }
        rest = bits.SkipToMarker();
        return true;
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
        picture.Bytes[0] == 0xFF && IsMidGrey(stored) && !JpegBlocks.AreAllIn(picture.Bytes);

    private static bool IsMidGrey(Mat stored)
    {
        var (width, height) = (Math.Min(Corner, stored.Width), Math.Min(Corner, stored.Height));
        using var corner = stored[new Rect(stored.Width - width, stored.Height - height, width, height)];
        using var different = new Mat();
        Cv2.InRange(corner, Scalar.All(128), Scalar.All(128), different);
        return Cv2.CountNonZero(different) == width * height;
    }
}
