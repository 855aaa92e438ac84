using FaceRek.Core.Faces.Imaging;
using OpenCvSharp;
using static FaceRek.Tests.Core.Faces.Imaging.PngBytes;

namespace FaceRek.Tests.Core.Faces.Imaging;

public sealed class PictureDecoderTests
{
    private static UprightPicture? Decode(byte[] bytes)
    {
        Assert.Null(PictureGuard.Check(bytes, PictureLimits.Upload, out var guarded));
        return PictureDecoder.Decode(guarded!);
    }

    [Theory]
    [
        InlineData(1),
        InlineData(2),
        InlineData(3),
        InlineData(4),
        InlineData(5),
        InlineData(6),
        InlineData(7),
        InlineData(8)
    ]
    public void Every_way_to_hold_a_camera_comes_out_upright(ushort orientation)
    {
        using var upright = JpegBytes.Marked(96, 64);
        using var stored = AsStored(upright, orientation);
        using var decoded = Decode(
            JpegBytes.WithOrientation(
                stored.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 100)),
                orientation
            )
        );

        Assert.Equal(new Size(96, 64), decoded!.Pixels.Size());
        Assert.Equal(new Size(96, 64), decoded.SentSize);
        Assert.True(Cv2.Norm(upright, decoded.Pixels, NormTypes.L1) / (96 * 64 * 3) < 12);
    }

    [Theory]
    [InlineData(0), InlineData(9), InlineData(65535)]
    public void Orientations_that_do_not_exist_are_ignored(ushort orientation)
    {
        using var decoded = Decode(JpegBytes.WithOrientation(JpegBytes.Encode(), orientation, nextDirectory: 8));
        Assert.True(decoded!.Pixels.At<Vec3b>(5, 5).Item0 > 200);
    }

    [Fact]
    public void A_large_upload_is_worked_on_at_working_size_and_keeps_its_own()
    {
        using var decoded = Decode(JpegBytes.Encode(4000, 3000));
        Assert.Equal(new Size(4000, 3000), decoded!.SentSize);
        Assert.Equal(new Size(1280, 960), decoded.Pixels.Size());
        Assert.Equal(0.32f, decoded.Scale);
    }

    [Fact]
    public void A_large_jpeg_cut_and_closed_again_is_damaged_though_it_is_decoded_smaller()
    {
        var whole = JpegBytes.Encode(5712, 4284, more: [new((ImwriteFlags)7, 0x221111)]);
        using (var decoded = Decode(whole))
        {
            Assert.Equal(new Size(1280, 960), decoded!.Pixels.Size());
        }
        foreach (var missing in (int[])[whole.Length / 2, whole.Length / 10, 300])
        {
            using var decoded = Decode([.. whole[..^missing], 0xFF, 0xD9]);
            Assert.Null(decoded);
        }
    }

    [Fact]
    public void Every_variety_of_png_becomes_three_channels_of_colour()
    {
        byte[][] varieties =
        [
            File(Header(8, 8), Rows(24, 8), End()),
            File(Header(8, 8, colour: 6), Rows(32, 8), End()),
            File(Header(8, 8, colour: 0), Rows(8, 8), End()),
            File(Header(8, 8, colour: 4), Rows(16, 8), End()),
            File(Header(8, 8, depth: 1, colour: 0), Rows(1, 8), End()),
            File(Header(8, 8, depth: 4, colour: 3), Chunk("PLTE", new byte[48]), Rows(4, 8), End()),
        ];
        Assert.All(
            varieties,
            file =>
            {
                using var decoded = Decode(file);
                Assert.Equal(MatType.CV_8UC3, decoded!.Pixels.Type());
            }
        );
    }

    [Fact]
    public void The_orientation_of_a_png_is_honoured()
    {
        byte[] tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
        using var decoded = Decode(File(Header(8, 4), Chunk("eXIf", tiff), Rows(24, 4), End()));
        Assert.Equal(new Size(4, 8), decoded!.Pixels.Size());
    }

    /// <remarks>Flag 7 is the encoder's chroma sampling, which the wrapper does not name.</remarks>
    [Theory]
    [InlineData(0.2), InlineData(0.5), InlineData(0.9)]
    public void A_jpeg_cut_and_closed_again_is_damaged(double kept)
    {
        ImageEncodingParam[][] ways =
        [
            [],
            [new((ImwriteFlags)7, 0x111111)],
            [new(ImwriteFlags.JpegOptimize, 1)],
            [new(ImwriteFlags.JpegRstInterval, 3)],
        ];
        foreach (var whole in ways.Select(way => JpegBytes.Encode(320, 240, more: way)))
        {
            using (var decoded = Decode(whole))
            {
                Assert.NotNull(decoded);
            }
            using (var decoded = Decode([.. whole[..(int)(whole.Length * kept)], 0xFF, 0xD9]))
            {
                Assert.Null(decoded);
            }
        }
    }

    [Fact]
    public void A_whole_picture_of_flat_grey_is_not_mistaken_for_a_cut_one()
    {
        using var grey = new Mat(240, 320, MatType.CV_8UC3, Scalar.All(128));
        foreach (
            var file in new[]
            {
                grey.ImEncode(".jpg"),
                grey.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegRstInterval, 2)),
                grey.ImEncode(".png"),
            }
        )
        {
            using var decoded = Decode(file);
            Assert.NotNull(decoded);
        }
    }

    /// <summary>Unchanged up to 1280 along the longer side; above that shrunk to 1280, and never enlarged.</summary>
    [Theory]
    [InlineData(1280, 700, 1280, 700)]
    [InlineData(1281, 700, 1280, 699)]
    [InlineData(700, 1281, 699, 1280)]
    [InlineData(2559, 100, 1280, 50)]
    [InlineData(2560, 100, 1280, 50)]
    [InlineData(5120, 64, 1280, 16)]
    [InlineData(10_240, 64, 1280, 8)]
    [InlineData(11_000, 8, 1280, 1)]
    [InlineData(5, 3, 5, 3)]
    public void Large_pictures_are_shrunk_to_the_working_size(
        int width,
        int height,
        int workingWidth,
        int workingHeight
    )
    {
        using var flat = new Mat(height, width, MatType.CV_8UC3, new Scalar(60, 120, 200));
        using var decoded = Decode(flat.ImEncode(".jpg"));
        Assert.Equal(
            (new Size(width, height), new Size(workingWidth, workingHeight)),
            (decoded!.SentSize, decoded.Pixels.Size())
        );
    }

    /// <summary>
    /// Blocks are counted only when the last corner is exactly mid-grey: with one pixel of another shade the picture is
    /// accepted.
    /// </summary>
    [Fact]
    public void A_corner_of_mid_grey_is_eight_pixels_of_it_each_way()
    {
        var whole = JpegBytes.Encode(64, 64);
        byte[] cut = [.. whole[..(whole.Length / 2)], 0xFF, 0xD9];
        Assert.Null(PictureGuard.Check(cut, PictureLimits.Upload, out var guarded));
        using var stored = new Mat(64, 64, MatType.CV_8UC3, Scalar.All(40));
        using (var corner = stored[new Rect(56, 56, 8, 8)])
        {
            corner.SetTo(Scalar.All(128));
        }
        Assert.True(JpegFiller.Ends(guarded!, stored));
        Assert.False(JpegFiller.Ends(guarded! with { Bytes = whole }, stored));
        stored.Set(56, 56, new Vec3b(128, 129, 128));
        Assert.False(JpegFiller.Ends(guarded!, stored));
        stored.Set(56, 56, new Vec3b(128, 128, 128));
        stored.Set(63, 63, new Vec3b(127, 128, 128));
        Assert.False(JpegFiller.Ends(guarded!, stored));
        // In a picture smaller than the corner all of it counts; a PNG is never checked.
        using var small = new Mat(3, 5, MatType.CV_8UC3, Scalar.All(128));
        Assert.True(JpegFiller.Ends(guarded!, small));
        Assert.False(JpegFiller.Ends(guarded! with { Bytes = new byte[] { 0x89, 1, 2 } }, small));
    }

    private static Mat AsStored(Mat upright, ushort orientation) =>
        orientation switch
        {
            2 => upright.Flip(FlipMode.Y),
            3 => upright.Flip(FlipMode.XY),
            4 => upright.Flip(FlipMode.X),
            5 => upright.T().ToMat(),
            6 => Rotated(upright, RotateFlags.Rotate90Counterclockwise),
            7 => upright.T().ToMat().Flip(FlipMode.XY),
            8 => Rotated(upright, RotateFlags.Rotate90Clockwise),
            _ => upright.Clone(),
        };

    private static Mat Rotated(Mat picture, RotateFlags way)
    {
        var rotated = new Mat();
        Cv2.Rotate(picture, rotated, way);
        return rotated;
    }
}
