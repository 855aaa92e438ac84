using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Tests.Core.Faces.Imaging;

public sealed class PgmFileTests
{
    [Fact]
    public void A_grey_map_is_read_with_its_comment()
    {
        using var picture = PgmFile.Read([.. "P5\n# by hand\n3 2\n255\n"u8, 1, 2, 3, 4, 5, 6]);
        Assert.Equal((3, 2), (picture!.Pixels.Width, picture.Pixels.Height));
        Assert.Equal(6, picture.Pixels.At<OpenCvSharp.Vec3b>(1, 2).Item1);
    }

    [Fact]
    public void What_is_not_a_whole_grey_map_is_nothing()
    {
        Assert.Null(PgmFile.Read([.. "P5\n3 2\n255\n"u8, 1, 2, 3, 4, 5]));
        Assert.Null(PgmFile.Read([.. "P5\n99999 99999\n255\n"u8, 1]));
        Assert.Null(PgmFile.Read([.. "P5\n3 2\n65535\n"u8, .. new byte[12]]));
        Assert.Null(PgmFile.Read([.. "P5\n#"u8]));
        Assert.Null(PgmFile.Read([.. "P6\n1 1\n255\n"u8, 1, 2, 3]));
    }

    /// <summary>Each part left out, doubled or slightly too large.</summary>
    [Theory]
    [InlineData("P5 3 2 255\n", 6, true)]
    [InlineData("P5#a\n3#b\n2\t255 ", 6, true)]
    [InlineData("P5 3 2 255\n", 5, false)]
    [InlineData("P5 3 2 255\n", 7, true)]
    [InlineData("P5 0 2 255\n", 6, false)]
    [InlineData("P5 3 0 255\n", 6, false)]
    [InlineData("P5 3 2 0\n", 6, false)]
    [InlineData("P5 3 2 256\n", 6, false)]
    [InlineData("P5 3 2 1\n", 6, true)]
    [InlineData("P5 12000 1 255\n", 12_000, true)]
    [InlineData("P5 12001 1 255\n", 12_001, false)]
    [InlineData("P5 1 12001 255\n", 12_001, false)]
    [InlineData("P5 3 2", 6, false)]
    [InlineData("P5 3 -2 255\n", 6, false)]
    [InlineData("P2 3 2 255\n", 6, false)]
    [InlineData("P", 0, false)]
    public void A_header_is_three_numbers_within_bounds(string header, int bytes, bool isOne)
    {
        using var picture = PgmFile.Read([.. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[bytes]]);
        Assert.Equal(isOne, picture is not null);
    }

    [Fact]
    public void Grey_levels_are_stretched_to_white_and_the_picture_is_as_wide_as_it_says()
    {
        using var picture = PgmFile.Read([.. "P5 3 1 100\n"u8, 0, 50, 100]);
        Assert.Equal(
            [(byte)0, 128, 255],
            Enumerable.Range(0, 3).Select(x => picture!.Pixels.At<OpenCvSharp.Vec3b>(0, x).Item0)
        );
        Assert.Equal((3, 1, 1f), (picture!.SentSize.Width, picture.SentSize.Height, picture.Scale));
    }
}
