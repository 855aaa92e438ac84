using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Tests.Core.Faces.Imaging;

public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_of_the_eight_is_read_in_either_byte_order(bool little)
    {
        for (ushort value = 1; value <= 8; value++)
        {
            Assert.Equal((PictureOrientation)value, Read(little, 42, 8, (0x0112, 3, value)));
        }
        foreach (var value in (ushort[])[0, 9, 65535])
        {
            Assert.Equal(PictureOrientation.Upright, Read(little, 42, 8, (0x0112, 3, value)));
        }
    }

    [Fact]
    public void What_is_not_exactly_so_is_no_orientation()
    {
        Assert.Equal(PictureOrientation.Upright, Read(true, 43, 8, (0x0112, 3, 6)));
        Assert.Equal(PictureOrientation.Upright, Read(true, 42, 8, (0x0113, 3, 6)));
        Assert.Equal(PictureOrientation.Upright, Read(true, 42, 8, (0x0112, 4, 6)));
        var mixed = Bytes(true, 42, 8, (0x0112, 3, 6));
        mixed[1] = (byte)'M';
        Assert.Equal(PictureOrientation.Upright, ExifOrientation.Read(mixed));
        Assert.Equal(PictureOrientation.Upright, ExifOrientation.Read([]));
    }

    [Fact]
    public void It_is_found_behind_other_tags_and_wherever_the_directory_begins()
    {
        Assert.Equal(
            PictureOrientation.UpsideDown,
            Read(true, 42, 8, (0x010F, 2, 1), (0x0110, 3, 8), (0x0112, 3, 3), (0x0112, 3, 6))
        );
        Assert.Equal(PictureOrientation.UpsideDown, Read(false, 42, 31, (0x0112, 3, 3)));
    }

    [Fact]
    public void However_short_it_is_cut_and_wherever_it_points_nothing_breaks()
    {
        var whole = Bytes(true, 42, 8, (0x010F, 2, 1), (0x0112, 3, 3));
        for (var length = 0; length < whole.Length - 2; length++)
        {
            Assert.Equal(
                length < 34 ? PictureOrientation.Upright : PictureOrientation.UpsideDown,
                ExifOrientation.Read(whole.AsSpan(0, length))
            );
        }
        foreach (
            var offset in (uint[])
                [0xFFFFFFFF, 0x80000000, (uint)whole.Length, (uint)whole.Length - 1, (uint)whole.Length - 2]
        )
        {
            var astray = (byte[])whole.Clone();
            BitConverter.GetBytes(offset).CopyTo(astray, 4);
            Assert.Equal(PictureOrientation.Upright, ExifOrientation.Read(astray));
        }
        // A directory that claims to be longer than the file is read as far as it goes.
        var boastful = (byte[])whole.Clone();
        boastful[8] = 200;
        Assert.Equal(PictureOrientation.UpsideDown, ExifOrientation.Read(boastful));
    }

    private static PictureOrientation Read(
        bool little,
        ushort magic,
        int offset,
        params (ushort Tag, ushort Type, ushort Value)[] entries
    ) => ExifOrientation.Read(Bytes(little, magic, offset, entries));

    private static byte[] Bytes(
        bool little,
        ushort magic,
        int offset,
        params (ushort Tag, ushort Type, ushort Value)[] entries
    )
    {
        byte[] header =
        [
            .. little ? "II"u8 : "MM"u8,
            .. Word(magic),
            .. little ? [] : Word(0),
            .. Word((ushort)offset),
            .. little ? Word(0) : [],
        ];
        return
        [
            .. header,
            .. new byte[offset - 8],
            .. Word((ushort)entries.Length),
            .. entries.SelectMany(entry =>
                (byte[])[.. Word(entry.Tag), .. Word(entry.Type), .. new byte[4], .. Word(entry.Value), 0, 0]
            ),
            0,
            0,
            0,
            0,
        ];

        byte[] Word(ushort value) => little ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
    }
}
