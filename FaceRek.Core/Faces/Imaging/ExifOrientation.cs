using System.Buffers.Binary;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Reads one tag of EXIF data and trusts none of it: it follows only the offset of the first directory, so it cannot
/// loop.
/// </summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryBytes = 12;

    /// <param name="tiff">From the byte-order mark on.</param>
    public static PictureOrientation Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return PictureOrientation.Upright;
        }
        bool? little = (tiff[0], tiff[1]) switch
        {
            ((byte)'I', (byte)'I') => true,
            ((byte)'M', (byte)'M') => false,
            _ => null,
        };
        if (little is not { } littleEndian || Word(tiff[2..], littleEndian) != 42)
        {
            return PictureOrientation.Upright;
        }
        var offset = littleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        return offset > tiff.Length - 2 ? PictureOrientation.Upright : InDirectory(tiff[(int)offset..], littleEndian);
    }

    private static PictureOrientation InDirectory(ReadOnlySpan<byte> directory, bool littleEndian)
    {
        var entries = Math.Min(Word(directory, littleEndian), (directory.Length - 2) / EntryBytes);
        for (var i = 0; i < entries; i++)
        {
            var entry = directory.Slice(2 + i * EntryBytes, EntryBytes);
            if (Word(entry, littleEndian) != OrientationTag)
            {
                continue;
            }
            var value = Word(entry[8..], littleEndian);
            return Word(entry[2..], littleEndian) == ShortType && value is >= 1 and <= 8
                ? (PictureOrientation)value
                : PictureOrientation.Upright;
        }
        return PictureOrientation.Upright;
    }

    private static ushort Word(ReadOnlySpan<byte> at, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
}

/// <summary>
/// How the camera was held, by the numbers of EXIF 2.3, tag 0x0112: where the stored picture's first row and column
/// belong.
/// </summary>
internal enum PictureOrientation
{
    Upright = 1,
    Mirrored = 2,
    UpsideDown = 3,
    MirroredUpsideDown = 4,
    Transposed = 5,
    NeedsClockwiseTurn = 6,
    TransposedOtherWay = 7,
    NeedsAnticlockwiseTurn = 8,
}
