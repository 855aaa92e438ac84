using FaceRek.Core.Faces.Imaging;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Imaging;

/// <summary>Files built segment by segment, each just short of a valid one.</summary>
public sealed class JpegGuardTests
{
    private static readonly byte[] Soi = [0xFF, 0xD8],
        Eoi = [0xFF, 0xD9];

    /// <summary>One grey component, 16 by 16.</summary>
    private static readonly byte[] Grey = Frame(0xC0, 16, 16, [1, 0x11, 0]);

    private static PictureError? Fault(byte[] bytes, PictureLimits? limits = null) =>
        PictureGuard.Check(bytes, limits ?? PictureLimits.Upload, out _);

    [Theory]
    [InlineData(1, null)]
    [InlineData(16, null)]
    [InlineData(17, PictureError.UnsupportedFormat)]
    public void Sixteen_scans_are_read_and_seventeen_are_not(int scans, PictureError? error) =>
        Assert.Equal(
            error,
            Fault([.. Soi, .. Grey, .. Enumerable.Range(0, scans).SelectMany(_ => Scan([1, 0])), .. Eoi])
        );

    [Fact]
    public void A_picture_has_one_frame_header_and_before_its_first_scan()
    {
        Assert.Null(Fault([.. Soi, .. Grey, .. Scan([1, 0]), .. Eoi]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Grey, .. Scan([1, 0]), .. Eoi]));
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Grey, .. Scan([1, 0]), .. Frame(0xC2, 16, 16, [1, 0x11, 0]), .. Eoi])
        );
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Scan([1, 0]), .. Grey, .. Eoi]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Eoi]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Eoi]));
    }

    [Theory]
    [InlineData(0xC0, null)]
    [InlineData(0xC1, null)]
    [InlineData(0xC2, null)]
    [InlineData(0xC3, PictureError.UnsupportedFormat)]
    [InlineData(0xC8, PictureError.UnsupportedFormat)]
    [InlineData(0xDC, PictureError.UnsupportedFormat)]
    [InlineData(0xCC, PictureError.Arithmetic)]
    [InlineData(0xF0, PictureError.UnsupportedFormat)]
    [InlineData(0xBF, PictureError.UnsupportedFormat)]
    [InlineData(0x01, PictureError.UnsupportedFormat)]
    public void Frames_are_baseline_extended_or_progressive(byte marker, PictureError? fault)
    {
        byte[] file = [.. Soi, .. Frame(marker, 16, 16, [1, 0x11, 0]), .. Scan([1, 0]), .. Eoi];
        Assert.Equal(fault, Fault(file));
    }

    [Theory]
    [InlineData(8, 1, null)]
    [InlineData(8, 3, null)]
    [InlineData(12, 1, PictureError.TooDeep)]
    [InlineData(16, 1, PictureError.UnsupportedFormat)]
    [InlineData(8, 2, PictureError.UnsupportedFormat)]
    [InlineData(8, 4, PictureError.Cmyk)]
    [InlineData(8, 5, PictureError.UnsupportedFormat)]
    [InlineData(8, 0, PictureError.UnsupportedFormat)]
    public void Eight_bits_and_one_or_three_components(byte precision, byte components, PictureError? error)
    {
        byte[] parts = [.. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })],
            table = [.. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 })];
        Assert.Equal(error, Fault([.. Soi, .. Frame(0xC0, 16, 16, parts, precision), .. Scan(table), .. Eoi]));
    }

    [Fact]
    public void A_frame_header_is_as_long_as_its_components()
    {
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Segment(0xC0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0, 0]), .. Scan([1, 0]), .. Eoi])
        );
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Segment(0xC0, [8, 0, 16, 0, 16, 1, 1, 0x11]), .. Scan([1, 0]), .. Eoi])
        );
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Segment(0xC0, [8, 0, 16, 0, 16]), .. Scan([1, 0]), .. Eoi])
        );
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Segment(0xC0, []), .. Eoi]));
    }

    [Theory]
    [InlineData(0x11, 0, true)]
    [InlineData(0x44, 3, true)]
    [InlineData(0x14, 0, true)]
    [InlineData(0x41, 0, true)]
    [InlineData(0x01, 0, false)]
    [InlineData(0x10, 0, false)]
    [InlineData(0x51, 0, false)]
    [InlineData(0x15, 0, false)]
    [InlineData(0x11, 4, false)]
    public void Sampling_factors_are_one_to_four_and_tables_four(byte sampling, byte table, bool passes) =>
        Assert.Equal(
            passes ? null : PictureError.Damaged,
            Fault([.. Soi, .. Frame(0xC0, 16, 16, [1, sampling, table]), .. Scan([1, 0]), .. Eoi])
        );

    [Fact]
    public void A_component_is_named_once_and_every_scan_draws_components_that_there_are()
    {
        byte[] three = [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
        Assert.Null(Fault([.. Soi, .. Frame(0xC0, 16, 16, three), .. Scan([1, 0, 2, 0, 3, 0]), .. Eoi]));
        Assert.Null(Fault([.. Soi, .. Frame(0xC0, 16, 16, three), .. Scan([1, 0]), .. Scan([2, 0, 3, 0]), .. Eoi]));
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Frame(0xC0, 16, 16, [1, 0x11, 0, 2, 0x11, 0, 2, 0x11, 0]), .. Scan([1, 0, 2, 0]), .. Eoi])
        );
        // The third is missing.
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Frame(0xC0, 16, 16, three), .. Scan([1, 0, 2, 0]), .. Eoi])
        );
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Frame(0xC0, 16, 16, three), .. Scan([1, 0, 2, 0, 4, 0]), .. Eoi])
        );
        Assert.Equal(
            PictureError.Damaged,
            Fault([.. Soi, .. Grey, .. Segment(0xDA, [0, 0, 63, 0]), .. Scan([1, 0]), .. Eoi])
        );
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Segment(0xDA, [1, 1, 0, 0, 63, 0, 0]), .. Eoi]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Segment(0xDA, [2, 1, 0, 0, 63, 0]), .. Eoi]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Segment(0xDA, []), .. Eoi]));
    }

    /// <summary>
    /// First, last, and the bit position down to which the coefficients are sent: a picture is complete when every
    /// coefficient has its last bit.
    /// </summary>
    [Fact]
    public void A_progressive_picture_is_whole_when_every_coefficient_came_to_its_last_bit()
    {
        Assert.Null(Progressive((0, 0, 0), (1, 63, 0)));
        Assert.Null(Progressive((0, 0, 1), (1, 63, 2), (0, 0, 0x10), (1, 63, 0x21), (1, 63, 0x10)));
        Assert.Null(Progressive((0, 63, 0)));
        Assert.Equal(PictureError.Damaged, Progressive((0, 0, 0)));
        Assert.Equal(PictureError.Damaged, Progressive((0, 0, 0), (1, 62, 0)));
        Assert.Equal(PictureError.Damaged, Progressive((0, 0, 0), (2, 63, 0)));
        Assert.Equal(PictureError.Damaged, Progressive((0, 0, 0), (1, 63, 1)));
        Assert.Equal(PictureError.Damaged, Progressive((0, 0, 0), (1, 64, 0)));
        Assert.Equal(PictureError.Damaged, Progressive((0, 0, 0), (1, 63, 0), (5, 4, 0)));
        Assert.Null(Progressive((0, 0, 0), (1, 63, 0), (5, 5, 0)));
        // A baseline scan contains everything, whatever range it declares.
        Assert.Null(Fault([.. Soi, .. Grey, .. Scan([1, 0], 0, 0, 1), .. Eoi]));
    }

    [Fact]
    public void What_breaks_before_the_size_is_known_is_no_jpeg_and_what_breaks_after_it_is_damage()
    {
        Assert.Equal(PictureError.UnsupportedFormat, Fault([.. Soi, 0x00, 0xE0, 0, 4, 0, 0]));
        Assert.Equal(PictureError.UnsupportedFormat, Fault([.. Soi, 0xFF, 0xE0, 0, 1, 0, 0]));
        Assert.Equal(PictureError.UnsupportedFormat, Fault([.. Soi, 0xFF, 0xE0, 0, 9, 0, 0]));
        Assert.Equal(PictureError.UnsupportedFormat, Fault([.. Soi, 0xFF, 0xD0, 0, 4, 0, 0]));
        Assert.Equal(PictureError.UnsupportedFormat, Fault([.. Soi, 0xFF, 0xD8, 0, 4, 0, 0]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, 0xFF, 0xE0, 0]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, 0xFF, 0xFF, 0xFF]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, 0x00, 0xDA]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, 0xFF, 0xE1, 0, 90, 0, 0]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Scan([1, 0])]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Scan([1, 0]), 0xFF]));
        Assert.Equal(PictureError.Damaged, Fault([.. Soi, .. Grey, .. Scan([1, 0]), 0xFF, 0xDA]));
    }

    [Fact]
    public void Only_segments_that_draw_are_handed_on_and_fill_bytes_are_not()
    {
        byte[] tables =
        [
            .. Segment(0xDB, [0, .. new byte[64]]),
            .. Segment(0xC4, [0, .. new byte[16]]),
            .. Segment(0xDD, [0, 4]),
            .. Segment(0xE0, [.. "JFIF\0"u8]),
            .. Segment(0xEE, [.. "Adobe"u8]),
        ];
        byte[] dropped =
        [
            .. Segment(0xE2, [.. "ICC"u8]),
            .. Segment(0xEF, [1]),
            .. Segment(0xED, [1]),
            .. Segment(0xFE, [.. "comment"u8]),
            .. Segment(0xE1, [.. "http"u8]),
        ];
        byte[] data = [7, 0xFF, 0x00, 8, 0xFF, 0xD0, 9, 0xFF, 0xD7, 10];
        Assert.Null(
            PictureGuard.Check(
                [
                    .. Soi,
                    .. tables,
                    0xFF,
                    0xFF,
                    .. dropped,
                    .. Grey,
                    .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
                    .. data,
                    .. Eoi,
                    1,
                    2,
                    3,
                ],
                PictureLimits.Upload,
                out var guarded
            )
        );
        Assert.Equal(
            [.. Soi, .. tables, .. Grey, .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), .. data, .. Eoi],
            guarded!.Bytes.ToArray()
        );
        Assert.Equal((16, 16, PictureOrientation.Upright), (guarded.Width, guarded.Height, guarded.Orientation));
    }

    [Fact]
    public void Width_and_height_are_not_mixed_up()
    {
        Assert.Null(
            PictureGuard.Check(
                [.. Soi, .. Frame(0xC0, 300, 20, [1, 0x11, 0]), .. Scan([1, 0]), .. Eoi],
                PictureLimits.Upload,
                out var guarded
            )
        );
        Assert.Equal((300, 20), (guarded!.Width, guarded.Height));
    }

    [Theory]
    [InlineData(1280, 1280, null)]
    [InlineData(1281, 1, PictureError.TooManyPixels)]
    [InlineData(1, 1281, PictureError.TooManyPixels)]
    [InlineData(0, 1, PictureError.Damaged)]
    [InlineData(1, 0, PictureError.Damaged)]
    public void A_frame_of_a_camera_has_sides_of_at_most_1280(int width, int height, PictureError? error) =>
        Assert.Equal(
            error,
            Fault([.. Soi, .. Frame(0xC0, width, height, [1, 0x11, 0]), .. Scan([1, 0]), .. Eoi], PictureLimits.Frame)
        );

    [Theory]
    [InlineData(8192, 6144, null)]
    [InlineData(8400, 6001, PictureError.TooManyPixels)]
    [InlineData(12_000, 4_200, null)]
    [InlineData(12_001, 1, PictureError.TooManyPixels)]
    public void An_upload_has_at_most_fifty_megapixels_and_sides_of_twelve_thousand(
        int width,
        int height,
        PictureError? error
    ) => Assert.Equal(error, Fault([.. Soi, .. Frame(0xC0, width, height, [1, 0x11, 0]), .. Scan([1, 0]), .. Eoi]));

    [Fact]
    public void Bytes_are_counted_to_the_last_one()
    {
        byte[] file = [.. Soi, .. Grey, .. Scan([1, 0]), .. Eoi];
        Assert.Null(Fault(file, PictureLimits.Upload with { MaxBytes = file.Length }));
        Assert.Equal(PictureError.TooManyBytes, Fault(file, PictureLimits.Upload with { MaxBytes = file.Length - 1 }));
        Assert.Equal((300_000, 16_000_000), (PictureLimits.Frame.MaxBytes, PictureLimits.Upload.MaxBytes));
        Assert.Equal((false, true), (PictureLimits.Frame.AllowsPng, PictureLimits.Upload.AllowsPng));
    }

    [Fact]
    public void The_orientation_is_read_from_the_first_tag_of_exif_alone()
    {
        byte[] tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
        Assert.Equal(PictureOrientation.NeedsClockwiseTurn, OrientationOf(Segment(0xE1, [.. "Exif\0\0"u8, .. tiff])));
        Assert.Equal(PictureOrientation.Upright, OrientationOf(Segment(0xE1, [.. "Exit\0\0"u8, .. tiff])));
        Assert.Equal(PictureOrientation.Upright, OrientationOf(Segment(0xE2, [.. "Exif\0\0"u8, .. tiff])));

        static PictureOrientation OrientationOf(byte[] segment)
        {
            Assert.Null(
                PictureGuard.Check(
                    [.. Soi, .. segment, .. Grey, .. Scan([1, 0]), .. Eoi],
                    PictureLimits.Upload,
                    out var guarded
                )
            );
            return guarded!.Orientation;
        }
    }

    /// <summary>
    /// Real files of every sampling and restart interval: complete ones pass, and ones with a missing piece are
    /// detected.
    /// </summary>
    [Theory]
    [InlineData(0x111111, 0, 3)]
    [InlineData(0x211111, 0, 3)]
    [InlineData(0x221111, 5, 3)]
    [InlineData(0x411111, 1, 3)]
    [InlineData(0x121111, 2, 3)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 0, 1)]
    public void Blocks_are_counted_whatever_the_sampling(int sampling, int restart, int channels)
    {
        using var colour = JpegBytes.Marked(203, 141);
        using var grey = colour.CvtColor(ColorConversionCodes.BGR2GRAY);
        var whole = (channels == 1 ? grey : colour).ImEncode(
            ".jpg",
            new ImageEncodingParam((ImwriteFlags)7, sampling == 0 ? 0x221111 : sampling),
            new ImageEncodingParam(ImwriteFlags.JpegRstInterval, restart),
            new ImageEncodingParam(ImwriteFlags.JpegQuality, 90)
        );
        Assert.Null(PictureGuard.Check(whole, PictureLimits.Upload, out var guarded));
        Assert.True(JpegBlocks.AreAllIn(guarded!.Bytes.Span));
        foreach (var kept in (double[])[0.4, 0.7, 0.95])
        {
            Assert.Null(
                PictureGuard.Check(
                    [.. whole[..(int)(whole.Length * kept)], 0xFF, 0xD9],
                    PictureLimits.Upload,
                    out var cut
                )
            );
            Assert.False(JpegBlocks.AreAllIn(cut!.Bytes.Span));
        }
    }

    private static PictureError? Progressive(params (byte First, byte Last, byte Bits)[] scans) =>
        Fault([
            .. Soi,
            .. Frame(0xC2, 16, 16, [1, 0x11, 0]),
            .. scans.SelectMany(scan => Scan([1, 0], scan.First, scan.Last, scan.Bits)),
            .. Eoi,
        ]);

    private static byte[] Segment(byte marker, byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Frame(byte marker, int width, int height, byte[] components, byte precision = 8) =>
        Segment(
            marker,
            [
                precision,
                (byte)(height >> 8),
                (byte)height,
                (byte)(width >> 8),
                (byte)width,
                (byte)(components.Length / 3),
                .. components,
            ]
        );

    private static byte[] Scan(byte[] components, byte first = 0, byte last = 63, byte bits = 0) =>
        [.. Segment(0xDA, [(byte)(components.Length / 2), .. components, first, last, bits]), 1, 2, 3];
}
