using FaceRek.Core.Faces.Imaging;
using static FaceRek.Tests.Core.Faces.Imaging.PngBytes;

namespace FaceRek.Tests.Core.Faces.Imaging;

public sealed class PngGuardTests
{
    private static PictureError? Fault(params byte[][] chunks) =>
        PictureGuard.Check(PngBytes.File(chunks), PictureLimits.Upload, out _);

    /// <summary>"IEND" and "123456789": published values of this checksum.</summary>
    [Fact]
    public void The_checksum_is_the_one_of_the_standard()
    {
        Assert.Equal(0xAE426082u, Crc32.Of("IEND"u8));
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        Assert.Equal(0u, Crc32.Of([]));
    }

    /// <summary>Colour, depth, and bytes in a row of nine pixels: nine of one bit are two bytes.</summary>
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 3)]
    [InlineData(0, 4, 5)]
    [InlineData(0, 8, 9)]
    [InlineData(2, 8, 27)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(3, 4, 5)]
    [InlineData(3, 8, 9)]
    [InlineData(4, 8, 18)]
    [InlineData(6, 8, 36)]
    public void Each_ordinary_variety_passes_with_exactly_its_rows(byte colour, byte depth, int bytesInRow)
    {
        byte[][] palette = colour == 3 ? [Chunk("PLTE", new byte[6])] : [];
        Assert.Null(Fault([Header(9, 3, depth, colour), .. palette, Rows(bytesInRow, 3), End()]));
        Assert.Equal(
            PictureError.Damaged,
            Fault([Header(9, 3, depth, colour), .. palette, Rows(bytesInRow + 1, 3), End()])
        );
        Assert.Equal(
            PictureError.Damaged,
            Fault([Header(9, 3, depth, colour), .. palette, Rows(bytesInRow - 1, 3), End()])
        );
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 0)]
    [InlineData(2, 4)]
    [InlineData(3, 16)]
    [InlineData(4, 4)]
    [InlineData(6, 4)]
    [InlineData(1, 8)]
    [InlineData(5, 8)]
    [InlineData(7, 8)]
    public void Other_varieties_do_not_pass(byte colour, byte depth) =>
        Assert.Equal(
            PictureError.UnsupportedFormat,
            Fault(Header(9, 3, depth, colour), Chunk("PLTE", new byte[6]), Rows(9, 3), End())
        );

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Sixteen_bits_are_told_from_what_is_no_png(byte colour) =>
        Assert.Equal(PictureError.TooDeep, Fault(Header(9, 3, 16, colour), Rows(9, 3), End()));

    [Theory]
    [InlineData(10, PictureError.UnsupportedFormat)]
    [InlineData(11, PictureError.UnsupportedFormat)]
    [InlineData(12, PictureError.Interlaced)]
    public void Compression_filter_and_interlace_are_the_ordinary_ones(int at, PictureError fault)
    {
        byte[] header = [0, 0, 0, 9, 0, 0, 0, 3, 8, 0, 0, 0, 0];
        Assert.Null(Fault(Chunk("IHDR", header), Rows(9, 3), End()));
        header[at] = 1;
        Assert.Equal(fault, Fault(Chunk("IHDR", header), Rows(9, 3), End()));
    }

    [Fact]
    public void A_header_has_thirteen_bytes_comes_first_and_once()
    {
        Assert.Equal(
            PictureError.UnsupportedFormat,
            Fault(Chunk("IHDR", [0, 0, 0, 9, 0, 0, 0, 3, 8, 0, 0, 0, 0, 0]), Rows(9, 3), End())
        );
        Assert.Equal(
            PictureError.UnsupportedFormat,
            Fault(Chunk("IHDR", [0, 0, 0, 9, 0, 0, 0, 3, 8, 0, 0, 0]), Rows(9, 3), End())
        );
        Assert.Equal(PictureError.UnsupportedFormat, Fault(Chunk("tEXt", [1]), Header(9, 3, 8, 0), Rows(9, 3), End()));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(End()));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(768, true)]
    [InlineData(0, false)]
    [InlineData(771, false)]
    [InlineData(4, false)]
    public void A_palette_has_one_to_256_colours(int bytes, bool passes) =>
        Assert.Equal(
            passes ? null : PictureError.Damaged,
            Fault(Header(9, 3, 8, 3), Chunk("PLTE", new byte[bytes]), Rows(9, 3), End())
        );

    [Fact]
    public void A_palette_comes_once_and_before_the_rows()
    {
        Assert.Equal(
            PictureError.Damaged,
            Fault(Header(9, 3, 8, 3), Chunk("PLTE", new byte[6]), Chunk("PLTE", new byte[6]), Rows(9, 3), End())
        );
        Assert.Equal(PictureError.Damaged, Fault(Header(9, 3, 8, 3), Rows(9, 3), Chunk("PLTE", new byte[6]), End()));
        // A palette in a colour picture is only a suggestion and does no harm.
        Assert.Null(Fault(Header(9, 3), Chunk("PLTE", new byte[6]), Rows(27, 3), End()));
    }

    [Fact]
    public void Rows_may_lie_in_several_chunks_and_the_end_is_empty()
    {
        var packed = Packed(27, 3);
        Assert.Null(
            PictureGuard.Check(
                PngBytes.File(Header(9, 3), Chunk("IDAT", packed[..5]), Chunk("IDAT", packed[5..]), End(), [1, 2, 3]),
                PictureLimits.Upload,
                out var guarded
            )
        );
        Assert.Equal(
            PngBytes.File(Header(9, 3), Chunk("IDAT", packed[..5]), Chunk("IDAT", packed[5..]), End()),
            guarded!.Bytes.ToArray()
        );
        Assert.Equal((9, 3), (guarded.Width, guarded.Height));
        Assert.Equal(PictureError.Damaged, Fault(Header(9, 3), Rows(27, 3), Chunk("IEND", [0])));
    }

    [Fact]
    public void A_chunk_ends_within_the_file()
    {
        byte[] file = PngBytes.File(Header(9, 3), Rows(27, 3), End());
        for (var length = 8; length < file.Length; length++)
        {
            Assert.Equal(PictureError.Damaged, PictureGuard.Check(file.AsSpan(0, length), PictureLimits.Upload, out _));
        }
        // A length above any allowed size is not a PNG at all; a length beyond the end of the file is a damaged one.
        Assert.Equal(PictureError.Damaged, Fault(Header(9, 3), Chunk("tEXt", [1], length: 16_000_000)));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(Header(9, 3), Chunk("tEXt", [1], length: 16_000_001)));
    }

    [Fact]
    public void Chunks_a_reader_may_leave_out_are_left_out_and_others_are_refused()
    {
        Assert.Null(Fault(Header(9, 3), Chunk("gAMA", [1]), Rows(27, 3), End()));
        Assert.Equal(PictureError.UnsupportedFormat, Fault(Header(9, 3), Chunk("GAMA", [1]), Rows(27, 3), End()));
    }
}
