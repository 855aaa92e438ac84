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
}
