using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>The IHDR chunk: what the rows of a PNG are made of. Only 8 bits and less, not interlaced.</summary>
internal sealed record PngHeader(uint UncheckedWidth, uint UncheckedHeight, byte BitDepth, byte ColourType)
{
    private const byte Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        RgbAlpha = 6;

    public int Width => checked((int)UncheckedWidth);

    public int Height => checked((int)UncheckedHeight);

    public bool NeedsPalette => ColourType == Palette;

    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out PngHeader? header)
    {
        header =
            data.Length != 13
                ? null
                : new(
                    BinaryPrimitives.ReadUInt32BigEndian(data),
                    BinaryPrimitives.ReadUInt32BigEndian(data[4..]),
                    data[8],
                    data[9]
                );
        if (header is null)
        {
            return false;
        }
        var isOrdinary = data[10] == 0 && data[11] == 0 && data[12] == 0;
        return isOrdinary
            && header.ColourType switch
            {
                Grey or Palette => header.BitDepth is 1 or 2 or 4 or 8,
                Rgb or GreyAlpha or RgbAlpha => header.BitDepth == 8,
                _ => false,
            };
    }

    /// <summary>What an otherwise possible header asks for and is not taken; null where it is broken.</summary>
    public static PictureError? Unusual(ReadOnlySpan<byte> data) =>
        data is not [_, _, _, _, _, _, _, _, var depth, var colour, 0, 0, var interlace] ? null
        : depth == 16 && colour is (Grey or Rgb or GreyAlpha or RgbAlpha) ? PictureError.TooDeep
        : interlace == 1 ? PictureError.Interlaced
        : null;

    /// <summary>Whether the data hold exactly the expected rows, so that no row keeps old contents of the decoder's memory.</summary>
    public bool IsFilledBy(Stream compressed)
    {
        var channels = ColourType switch
        {
            Rgb => 3,
            GreyAlpha => 2,
            RgbAlpha => 4,
            _ => 1,
        };
        var expected = ((long)Width * channels * BitDepth + 7) / 8 * Height + Height;
        try
        {
            using var rows = new ZLibStream(compressed, CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            long found = 0;
            for (int read; found <= expected && (read = rows.Read(buffer)) > 0; )
            {
                found += read;
            }
            return found == expected;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
