using System.Buffers;
using System.Buffers.Binary;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Walks the chunks of a PNG (ISO/IEC 15948) and rebuilds it from IHDR, PLTE, IDAT and IEND.</summary>
internal ref struct PngGuard
{
    public static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private const uint Ihdr = 0x49484452,
        Plte = 0x504C5445,
        Idat = 0x49444154,
        Iend = 0x49454E44,
        Exif = 0x65584966;

    /// <summary>Length, type and CRC around a chunk's data.</summary>
    private const int Around = 12;

    /// <summary>Bit 5 of the type's first letter: set for chunks a reader may ignore.</summary>
    private const uint Ancillary = 0x20000000;

    private readonly ReadOnlySpan<byte> png;
    private readonly PictureLimits limits;
    private readonly ArrayBufferWriter<byte> kept;
    private readonly MemoryStream compressed;
    private PngHeader? header;
    private PictureOrientation orientation = PictureOrientation.Upright;
    private bool hasPalette;

    private PngGuard(ReadOnlySpan<byte> png, PictureLimits limits)
    {
        this.png = png;
        this.limits = limits;
        (kept, compressed) = (new ArrayBufferWriter<byte>(png.Length), new MemoryStream(png.Length));
    }

    public static PictureError? Check(ReadOnlySpan<byte> png, PictureLimits limits, out GuardedPicture? guarded)
    {
        var walk = new PngGuard(png, limits);
        var error = walk.Walk();
        guarded = error is null
            ? new GuardedPicture(walk.kept.WrittenMemory, walk.header!.Width, walk.header.Height, walk.orientation)
            : null;
        return error;
    }

    private PictureError? Walk()
    {
        kept.Write(Signature);
        for (var rest = png[Signature.Length..]; rest.Length >= Around; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > limits.MaxBytes)
            {
                return PictureError.UnsupportedFormat;
            }
            if (length > rest.Length - Around)
            {
                return PictureError.Damaged;
            }
            var chunk = rest[..((int)length + Around)];
            if (Crc32.Of(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
            {
                return PictureError.Damaged;
            }
            var type = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
            if (Chunk(type, chunk) is { } error)
            {
                return error;
            }
            if (type == Iend)
            {
                return Finish();
            }
            rest = rest[chunk.Length..];
        }
        return PictureError.Damaged;
    }

    private PictureError? Chunk(uint type, ReadOnlySpan<byte> chunk)
    {
        var data = chunk[8..^4];
        if (type == Ihdr)
        {
            if (header is not null || !PngHeader.TryRead(data, out header))
            {
                return PngHeader.Unusual(data) ?? PictureError.UnsupportedFormat;
            }
            kept.Write(chunk);
            return PictureGuard.CheckSize(
                header.UncheckedWidth,
                header.UncheckedHeight,
                limits with
                {
                    MaxPixels = limits.MaxPngPixels,
                }
            );
        }
        if (header is null)
        {
            return PictureError.UnsupportedFormat;
        }
        switch (type)
        {
            case Plte:
                if (hasPalette || compressed.Length > 0 || data.Length is 0 or > 768 || data.Length % 3 != 0)
                {
                    return PictureError.Damaged;
                }
                hasPalette = true;
                kept.Write(chunk);
                return null;
            case Idat:
                compressed.Write(data);
                kept.Write(chunk);
                return null;
            case Iend:
                kept.Write(chunk);
                return data.IsEmpty ? null : PictureError.Damaged;
            case Exif:
                orientation = ExifOrientation.Read(data);
                return null;
            default:
                return (type & Ancillary) != 0 ? null : PictureError.UnsupportedFormat;
        }
    }

    private PictureError? Finish()
    {
        if (header!.NeedsPalette && !hasPalette)
        {
            return PictureError.UnsupportedFormat;
        }
        compressed.Position = 0;
        return header.IsFilledBy(compressed) ? null : PictureError.Damaged;
    }
}
