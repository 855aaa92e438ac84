using System.Buffers;
using System.Buffers.Binary;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Walks the segments of a JPEG (ITU-T T.81, annex B) and copies those needed for drawing.</summary>
internal ref struct JpegGuard
{
    /// <summary>Cameras write 1 to 10; each further scan of a progressive file costs the decoder a pass over all pixels.</summary>
    private const int MaxScans = 16;

    /// <summary>
    /// The decoder holds all coefficients of a JPEG in several scans, two bytes each: 74 MB. A camera's 24 megapixels
    /// (5712x4284) at 4:2:0 have 36.7 million, and so have its 12 (4032x3024) at 4:4:4.
    /// </summary>
    private const int MaxHeldCoefficients = 37_000_000;

    private const byte Soi = 0xD8,
        Eoi = 0xD9,
        Sos = 0xDA,
        Dqt = 0xDB,
        Dnl = 0xDC,
        Dri = 0xDD,
        Dht = 0xC4,
        App0 = 0xE0,
        App1 = 0xE1,
        Adobe = 0xEE,
        Comment = 0xFE;

    /// <summary>Of the end marker, which may be missing from the file.</summary>
    private const int EndBytes = 2;

    private readonly ReadOnlySpan<byte> jpeg;
    private readonly PictureLimits limits;
    private readonly ArrayBufferWriter<byte> kept;
    private readonly JpegProgress progress = new();
    private PictureOrientation orientation = PictureOrientation.Upright;
    private int width,
        height,
        components,
        scans,
        at;
    private long coefficients;
    private bool isProgressive;

    private JpegGuard(ReadOnlySpan<byte> jpeg, PictureLimits limits)
    {
        this.jpeg = jpeg;
        this.limits = limits;
        kept = new ArrayBufferWriter<byte>(jpeg.Length + EndBytes);
    }

    public static PictureError? Check(ReadOnlySpan<byte> jpeg, PictureLimits limits, out GuardedPicture? guarded)
    {
        var walk = new JpegGuard(jpeg, limits);
        var error = walk.Walk();
        guarded = error is null
            ? new GuardedPicture(walk.kept.WrittenMemory, walk.width, walk.height, walk.orientation)
            : null;
        return error;
    }

    private PictureError? Walk()
    {
        kept.Write<byte>([0xFF, Soi]);
        at = 2;
        while (true)
        {
            if (!TryNextMarker(out var marker))
            {
                return scans > 0 && at >= jpeg.Length ? WithoutEnd() : Broken;
            }
            if (marker == Eoi)
            {
                break;
            }
            if (jpeg.Length - at < 2)
            {
                return PictureError.Damaged;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[at..]);
            if (length < 2 || length > jpeg.Length - at)
            {
                return Broken;
            }
            if (Segment(marker, jpeg.Slice(at, length)) is { } error)
            {
                return error;
            }
            at += length;
            if (marker == Sos)
            {
                KeepScan();
            }
        }
        kept.Write<byte>([0xFF, Eoi]);
        return progress.IsComplete ? null : PictureError.Damaged;
    }

    /// <summary>
    /// A file that ends after a scan lacks its end marker alone, or a piece of the scan as well: only its blocks tell.
    /// </summary>
    private readonly PictureError? WithoutEnd()
    {
        kept.Write<byte>([0xFF, Eoi]);
        return progress.IsComplete && JpegBlocks.AreAllIn(kept.WrittenSpan) ? null : PictureError.Damaged;
    }

    /// <summary>A fault before the frame header means it was never a JPEG; after it, or at the file's end, it is damage.</summary>
    private readonly PictureError Broken =>
        width > 0 || at >= jpeg.Length ? PictureError.Damaged : PictureError.UnsupportedFormat;

    /// <summary>Any number of 0xFF may fill the space before a marker.</summary>
    private bool TryNextMarker(out byte marker)
    {
        marker = 0;
        if (at >= jpeg.Length || jpeg[at] != 0xFF)
        {
            return false;
        }
        while (at < jpeg.Length && jpeg[at] == 0xFF)
        {
            at++;
        }
        if (at >= jpeg.Length)
        {
            return false;
        }
        marker = jpeg[at++];
        return marker is >= 0xC0 and not (>= 0xD0 and <= Soi);
    }

    /// <param name="segment">With its two bytes of length.</param>
    private PictureError? Segment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                if (Frame(marker, segment) is { } error)
                {
                    return error;
                }
                break;
            case Sos:
                if (++scans > MaxScans)
                {
                    return PictureError.UnsupportedFormat;
                }
                if (width == 0 || !progress.TryScan(segment[2..]))
                {
                    return PictureError.Damaged;
                }
                if (coefficients > MaxHeldCoefficients && (isProgressive || segment[2] < components))
                {
                    return PictureError.TooLargeInScans;
                }
                break;
            case App1:
                if (segment[2..].StartsWith("Exif\0\0"u8))
                {
                    orientation = ExifOrientation.Read(segment[8..]);
                }
                return null;
            case App0 or Adobe or Dqt or Dht or Dri:
                break;
            case >= App0 and <= 0xEF or Comment:
                return null;
            case >= 0xC9 and <= 0xCF:
                return PictureError.Arithmetic;
            case Dnl:
            default:
                return PictureError.UnsupportedFormat;
        }
        kept.Write<byte>([0xFF, marker]);
        kept.Write(segment);
        return null;
    }

    /// <summary>Takes 8-bit baseline, extended and progressive frames of one or three components.</summary>
    private PictureError? Frame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (width > 0 || segment.Length < 8)
        {
            return PictureError.Damaged;
        }
        components = segment[7];
        if (segment[2] != 8)
        {
            return segment[2] == 12 ? PictureError.TooDeep : PictureError.UnsupportedFormat;
        }
        if (components is not (1 or 3))
        {
            return components == 4 ? PictureError.Cmyk : PictureError.UnsupportedFormat;
        }
        if (segment.Length != 8 + 3 * components)
        {
            return PictureError.Damaged;
        }
        height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        if (PictureGuard.CheckSize((uint)width, (uint)height, limits) is { } error)
        {
            return error;
        }
        isProgressive = marker == 0xC2;
        if (!progress.TryFrame(isProgressive, segment[8..]))
        {
            return PictureError.Damaged;
        }
        coefficients = CountCoefficients(segment[8..]);
        return null;
    }

    /// <summary>Those of whole blocks, in the whole squares in which the components meet.</summary>
    /// <param name="parts">Three bytes for each component: id, sampling factors, quantisation table.</param>
    private readonly long CountCoefficients(ReadOnlySpan<byte> parts)
    {
        var (mostAcross, mostDown, blocks) = (1, 1, 0);
        for (; !parts.IsEmpty; parts = parts[3..])
        {
            var (across, down) = (parts[1] >> 4, parts[1] & 15);
            (mostAcross, mostDown) = (Math.Max(mostAcross, across), Math.Max(mostDown, down));
            blocks += across * down;
        }
        long squares = DivideUp(width, 8 * mostAcross) * DivideUp(height, 8 * mostDown);
        return squares * blocks * 64;
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;

    /// <summary>Entropy-coded bytes last until a marker that is neither a stuffed zero nor a restart.</summary>
    private void KeepScan()
    {
        var start = at;
        while (at < jpeg.Length)
        {
            var next = jpeg[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= jpeg.Length)
            {
                at = jpeg.Length;
                break;
            }
            at += next;
            if (jpeg[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                break;
            }
            at += 2;
        }
        kept.Write(jpeg[start..at]);
    }
}
