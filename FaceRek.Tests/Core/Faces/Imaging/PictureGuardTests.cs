using System.Text;
using FaceRek.Core.Faces.Imaging;
using OpenCvSharp;
using static FaceRek.Tests.Core.Faces.Imaging.PngBytes;

namespace FaceRek.Tests.Core.Faces.Imaging;

public sealed class PictureGuardTests
{
    private static readonly byte[] Pixels = Rows(24, 8);

    private static PictureError? Fault(byte[] bytes, PictureLimits? limits = null) =>
        PictureGuard.Check(bytes, limits ?? PictureLimits.Upload, out _);

    [Fact]
    public void Nothing_at_all_is_empty() => Assert.Equal(PictureError.Empty, Fault([]));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xD8 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })]
    public void The_beginning_of_a_picture_is_damaged(byte[] bytes) => Assert.Equal(PictureError.Damaged, Fault(bytes));

    [Fact]
    public void Pictures_of_our_two_formats_pass()
    {
        Assert.Null(Fault(JpegBytes.Encode()));
        Assert.Null(Fault(JpegBytes.Encode(progressive: true)));
        Assert.Null(Fault(File(Header(8, 8), Pixels, End())));
    }

    [Fact]
    public void Other_formats_do_not_pass_whatever_they_are_called()
    {
        byte[][] others =
        [
            [.. "BM"u8, .. new byte[200]],
            [.. "GIF89a"u8, .. new byte[40]],
            [.. "RIFF\0\0\0\0WAVEfmt "u8, .. new byte[40]],
            [.. "RIFF\0\0\0\0WEB"u8],
            [.. "II*\0"u8, .. new byte[40]],
            [.. "\0\0\0 ftypisom"u8, .. new byte[40]],
            [.. "\0\0\0 ftyphei"u8],
            [.. "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8],
            [.. "%PDF-1.7"u8, .. new byte[40]],
            [.. "P6\n32000 32000\n255\n"u8],
            [.. "PF\n32000 32000\n-1.0\n"u8],
            [.. "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 32000 +X 32000\n"u8],
            [.. "not an image not an image"u8],
            [0xFF, 0xD8, 0xFF, 0xE0, .. "<html><script>alert(1)</script>"u8],
        ];
        Assert.All(others, other => Assert.Equal(PictureError.UnsupportedFormat, Fault(other)));
    }

    [Fact]
    public void A_frame_from_the_camera_is_a_jpeg() =>
        Assert.Equal(PictureError.UnsupportedFormat, Fault(File(Header(8, 8), Pixels, End()), PictureLimits.Frame));

    [Fact]
    public void Too_many_bytes_are_counted_before_anything_else() =>
        Assert.Equal(PictureError.TooManyBytes, Fault(new byte[PictureLimits.Frame.MaxBytes + 1], PictureLimits.Frame));

    [Fact]
    public void Sizes_are_read_from_the_header()
    {
        Assert.Equal(PictureError.TooManyPixels, Fault(JpegBytes.Frame(65500, 65500)));
        Assert.Equal(PictureError.TooManyPixels, Fault(JpegBytes.Frame(30000, 30000)));
        Assert.Equal(PictureError.Damaged, Fault(JpegBytes.Frame(0, 10)));
        Assert.Equal(PictureError.TooManyPixels, Fault(JpegBytes.Encode(1281, 16), PictureLimits.Frame));
        Assert.Equal(PictureError.TooManyPixels, Fault(Bomb(12_000)));
        Assert.Equal(PictureError.TooManyPixels, Fault(File(Header(int.MaxValue, int.MaxValue), Pixels, End())));
        Assert.Equal(PictureError.TooManyPixels, Fault(File(Header(uint.MaxValue, 2), Pixels, End())));
        Assert.Equal(PictureError.Damaged, Fault(File(Header(0, 0), Pixels, End())));
        Assert.Null(Fault(File(Header(8000, 1), Rows(24_000, 1), End())));
        // A PNG is decoded whole: a screenshot of 12 megapixels, and not one of 13.
        Assert.Null(Fault(File(Header(4080, 3060, depth: 1, colour: 0), Rows(510, 3060), End())));
        Assert.Equal(PictureError.TooManyPixels, Fault(File(Header(4160, 3120, depth: 1, colour: 0), Pixels, End())));
    }

    [Fact]
    public void Jpegs_that_no_camera_makes_do_not_pass()
    {
        Assert.All(
            new byte[] { 0xC3, 0xC5, 0xC6, 0xC7 },
            marker => Assert.Equal(PictureError.UnsupportedFormat, Fault(JpegBytes.Frame(64, 64, marker)))
        );
        Assert.All(
            new byte[] { 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF },
            marker => Assert.Equal(PictureError.Arithmetic, Fault(JpegBytes.Frame(64, 64, marker)))
        );
        Assert.Equal(PictureError.TooDeep, Fault(JpegBytes.Frame(64, 64, precision: 12)));
        Assert.Equal(PictureError.Cmyk, Fault(JpegBytes.Frame(64, 64, components: 4)));
    }

    [Fact]
    public void A_jpeg_of_thousands_of_scans_does_not_pass()
    {
        var progressive = JpegBytes.Encode(progressive: true);
        var scans = Enumerable.Range(0, 5000).SelectMany(_ => JpegBytes.Scan(3));
        byte[] many = [.. progressive.AsSpan(0, progressive.Length - 2), .. scans, 0xFF, 0xD9];
        Assert.Equal(PictureError.UnsupportedFormat, Fault(many));
    }

    [Fact]
    public void Half_a_jpeg_is_damaged()
    {
        foreach (var whole in new[] { JpegBytes.Encode(), JpegBytes.Encode(progressive: true) })
        {
            Assert.Equal(PictureError.Damaged, Fault(whole[..(whole.Length / 2)]));
        }
    }

    /// <summary>
    /// With its last byte or both of the end marker gone, or zeros instead as a disk leaves them, the picture is whole;
    /// with the last byte of the scan gone too it is not.
    /// </summary>
    [Theory]
    [InlineData(false, 0x111111, 0, 90)]
    [InlineData(false, 0x221111, 0, 90)]
    [InlineData(false, 0x211111, 4, 75)]
    [InlineData(true, 0x111111, 0, 90)]
    [InlineData(true, 0x221111, 0, 90)]
    [InlineData(true, 0x221111, 0, 30)]
    [InlineData(true, 0x411111, 0, 75)]
    [InlineData(true, 0x211111, 4, 75)]
    public void A_jpeg_that_lacks_only_its_end_marker_is_taken(bool progressive, int sampling, int restart, int quality)
    {
        var whole = JpegBytes.Encode(
            403,
            299,
            progressive,
            more:
            [
                new((ImwriteFlags)7, sampling),
                new(ImwriteFlags.JpegRstInterval, restart),
                new(ImwriteFlags.JpegQuality, quality),
            ]
        );
        Assert.Null(PictureGuard.Check(whole, PictureLimits.Upload, out var guarded));
        Assert.True(JpegBlocks.AreAllIn(guarded!.Bytes.Span));
        Assert.Null(PictureGuard.Check(whole.AsSpan(..^2), PictureLimits.Upload, out var open));
        Assert.Equal(guarded.Bytes.ToArray(), open!.Bytes.ToArray());
        Assert.Null(Fault(whole[..^1]));
        Assert.Equal(PictureError.Damaged, Fault(whole[..^4]));
        Assert.Equal(PictureError.Damaged, Fault(whole[..^40]));
        Assert.Equal(PictureError.Damaged, Fault(whole[..(whole.Length * 9 / 10)]));
    }

    [Theory]
    [InlineData("heic")]
    [InlineData("heix")]
    [InlineData("heim")]
    [InlineData("hevc")]
    public void Heic_is_known_by_its_brand(string brand) => Assert.Equal(PictureError.Heic, Fault(Brands(brand)));

    [Fact]
    public void A_brand_of_any_picture_is_told_by_the_brands_after_it()
    {
        Assert.Equal(PictureError.Avif, Fault(Brands("avif")));
        Assert.Equal(PictureError.Avif, Fault(Brands("avis", "msf1")));
        Assert.Equal(PictureError.Heic, Fault(Brands("mif1", "mif1", "heic")));
        Assert.Equal(PictureError.Avif, Fault(Brands("mif1", "mif1", "avif", "miaf")));
        Assert.Equal(PictureError.Heic, Fault(Brands("msf1", "hevc")));
        Assert.Equal(PictureError.Heic, Fault([.. Brands("mif1", "heic"), .. "avif"u8]));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(Brands("qt  ", "heic")));
    }

    [Fact]
    public void Webp_is_known_and_a_real_one_too()
    {
        Assert.Equal(PictureError.WebP, Fault([.. "RIFF\0\0\0\0WEBPVP8 "u8, .. new byte[40]]));
        using var picture = JpegBytes.Marked(96, 64);
        var webp = picture.ImEncode(".webp");
        Assert.Equal(PictureError.WebP, Fault(webp));
        Assert.Equal(PictureError.WebP, Fault(webp, PictureLimits.Frame));
    }

    /// <summary>
    /// What phones make: 12, 24, 48 and 50 megapixels. A progressive one, or one with a scan for each component, is held
    /// whole by the decoder: 37 million coefficients at most, which counts three for each pixel at 4:4:4 and one and a
    /// half at 4:2:0.
    /// </summary>
    [Theory]
    [InlineData(0xC0, 4032, 3024, 0x22, null)]
    [InlineData(0xC0, 8064, 6048, 0x22, null)]
    [InlineData(0xC0, 8160, 6144, 0x22, null)]
    [InlineData(0xC0, 8192, 6144, 0x11, null)]
    [InlineData(0xC0, 8400, 6001, 0x22, PictureError.TooManyPixels)]
    [InlineData(0xC2, 4032, 3024, 0x22, null)]
    [InlineData(0xC2, 4032, 3024, 0x11, null)]
    [InlineData(0xC2, 5712, 4284, 0x22, null)]
    [InlineData(0xC2, 6000, 4000, 0x22, null)]
    [InlineData(0xC2, 6000, 4200, 0x22, PictureError.TooLargeInScans)]
    [InlineData(0xC2, 6000, 4000, 0x21, PictureError.TooLargeInScans)]
    [InlineData(0xC2, 6000, 4000, 0x11, PictureError.TooLargeInScans)]
    [InlineData(0xC2, 8064, 6048, 0x22, PictureError.TooLargeInScans)]
    [InlineData(0xC2, 8400, 6001, 0x22, PictureError.TooManyPixels)]
    public void A_jpeg_is_as_large_as_the_decoder_may_hold(
        byte marker,
        int width,
        int height,
        byte sampling,
        PictureError? fault
    )
    {
        var file = JpegBytes.Frame(width, height, marker);
        file[13] = sampling;
        Assert.Equal(fault, Fault(file));
    }

    [Fact]
    public void A_baseline_jpeg_with_a_scan_for_each_component_is_held_whole_too()
    {
        var file = JpegBytes.Frame(6000, 4000);
        var scan = JpegBytes.Scan(3);
        var at = file.AsSpan().IndexOf(scan);
        byte[] apart = [.. file[..at], .. JpegBytes.Scan(1), .. file[(at + scan.Length)..]];
        Assert.Null(Fault(file));
        Assert.Equal(PictureError.TooLargeInScans, Fault(apart));
    }

    [Fact]
    public void A_progressive_jpeg_cut_and_closed_again_misses_its_last_scans()
    {
        var whole = JpegBytes.Encode(progressive: true);
        Assert.Equal(PictureError.Damaged, Fault([.. whole[..(whole.Length / 2)], 0xFF, 0xD9]));
    }

    [Fact]
    public void Only_what_draws_is_handed_on()
    {
        byte[] jpeg = [.. JpegBytes.WithOrientation(JpegBytes.Encode(), 6), .. "<script>alert(1)</script>"u8];
        Assert.Null(PictureGuard.Check(jpeg, PictureLimits.Upload, out var guarded));
        Assert.Equal(PictureOrientation.NeedsClockwiseTurn, guarded!.Orientation);
        Assert.Equal(-1, guarded.Bytes.Span.IndexOf("Exif"u8));
        Assert.Equal(-1, guarded.Bytes.Span.IndexOf("script"u8));

        var control = Chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]);
        Assert.Null(
            PictureGuard.Check(
                File(Header(8, 8), control, Chunk("tEXt", [.. "a\0b"u8]), Pixels, End()),
                PictureLimits.Upload,
                out guarded
            )
        );
        Assert.Equal(File(Header(8, 8), Pixels, End()), guarded!.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0xFFFFFFF0u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x40000000u)]
    public void A_chunk_longer_than_any_upload_does_not_pass(uint length)
    {
        Assert.Equal(
            PictureError.UnsupportedFormat,
            Fault(File(Header(64, 64), Chunk("IDAT", new byte[20], length), End()))
        );
        Assert.Equal(
            PictureError.UnsupportedFormat,
            Fault(File(Header(64, 64), Chunk("tEXt", new byte[30], length), End()))
        );
    }

    [Fact]
    public void Pngs_that_contradict_themselves_do_not_pass()
    {
        Assert.Equal(PictureError.Damaged, Fault(File(Header(8, 8), Chunk("IDAT", Packed(24, 8), crc: 1), End())));
        Assert.Equal(PictureError.Damaged, Fault(File(Header(8, 8), Pixels)));
        Assert.Equal(PictureError.Damaged, Fault(File(Header(8, 8), Rows(24, 7), End())));
        Assert.Equal(PictureError.Damaged, Fault(File(Header(8, 8), Rows(24, 9), End())));
        Assert.Equal(PictureError.Damaged, Fault(File(Header(8, 8), Chunk("IDAT", new byte[30]), End())));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(File(Header(8, 8), Header(8, 8), Pixels, End())));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(File(Pixels, End())));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(File(Header(8, 8), Chunk("XXND", []), Pixels, End())));
    }

    [Fact]
    public void Pngs_that_no_camera_makes_do_not_pass()
    {
        Assert.Equal(PictureError.Interlaced, Fault(File(Header(8, 8, interlace: 1), Pixels, End())));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(File(Header(8, 8, interlace: 2), Pixels, End())));
        Assert.Equal(PictureError.TooDeep, Fault(File(Header(8, 8, depth: 16), Rows(48, 8), End())));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(File(Header(8, 8, colour: 3), Rows(8, 8), End())));
        Assert.Null(Fault(File(Header(8, 8, colour: 3), Chunk("PLTE", new byte[768]), Rows(8, 8), End())));
    }

    /// <summary>These 161 bytes end the whole process in a segmentation fault when a decoder reads them.</summary>
    [Fact]
    public void The_animated_png_that_crashes_decoders_does_not_pass()
    {
        var rows = Packed(24, 8);
        var control = Chunk("fcTL", [0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0, 0]);
        var file = File(
            Header(8, 8),
            Chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]),
            Pixels,
            control,
            Chunk("fdAT", [0, 0, 0, 2, .. rows]),
            Chunk("XXND", [])
        );
        Assert.Equal(PictureError.UnsupportedFormat, Fault(file));
    }

    /// <summary>The first box of a file of boxes: its main brand, a version and the other brands.</summary>
    private static byte[] Brands(string main, params string[] others)
    {
        byte[] box = [.. "ftyp"u8, .. Encoding.ASCII.GetBytes(main), 0, 0, 0, 0];
        byte[] brands = [.. others.SelectMany(Encoding.ASCII.GetBytes)];
        return
        [
            0,
            0,
            0,
            (byte)(4 + box.Length + brands.Length),
            .. box,
            .. brands,
            0,
            0,
            1,
            0,
            .. "meta"u8,
            .. new byte[40],
        ];
    }
}
