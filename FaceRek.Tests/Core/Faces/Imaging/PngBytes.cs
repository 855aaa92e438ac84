using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Tests.Core.Faces.Imaging;

/// <summary>Writes PNG files chunk by chunk, valid or not.</summary>
internal static class PngBytes
{
    /// <summary>ISO/IEC 15948, 5.2.</summary>
    private static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    public static byte[] File(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Chunk(string type, byte[] data, uint? length = null, uint? crc = null)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. Word(length ?? (uint)data.Length), .. named, .. Word(crc ?? Crc32.Of(named))];
    }

    public static byte[] Header(uint width, uint height, byte depth = 8, byte colour = 2, byte interlace = 0) =>
        Chunk("IHDR", [.. Word(width), .. Word(height), depth, colour, 0, 0, interlace]);

    public static byte[] End() => Chunk("IEND", []);

    public static byte[] Rows(int bytesInRow, int rows) => Chunk("IDAT", Packed(bytesInRow, rows));

    /// <summary>A whole grey, 1-bit picture of any size: a few kilobytes for hundreds of megapixels.</summary>
    public static byte[] Bomb(int side) =>
        File(Header((uint)side, (uint)side, depth: 1, colour: 0), Rows((side + 7) / 8, side), End());

    public static byte[] Packed(int bytesInRow, int rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var row = new byte[bytesInRow + 1];
            row.AsSpan(1).Fill(0x55);
            for (var i = 0; i < rows; i++)
            {
                zlib.Write(row);
            }
        }
        return packed.ToArray();
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
