using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Liveness;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

public sealed class FrameHashTests
{
    private static readonly FaceBox Face = new(215, 110, 210, 260);

    [Fact]
    public void A_picture_that_was_saved_again_smaller_and_darker_looks_the_same_and_another_moment_does_not()
    {
        var frame = DrawnFaces.Draw(3, DrawnScene.At(1));
        using var picture = Cv2.ImDecode(frame, ImreadModes.Color);
        picture.ConvertTo(picture, MatType.CV_8UC3, 0.95);
        var again = picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 60));

        var (first, second, other) = (HashOf(frame), HashOf(again), HashOf(DrawnFaces.Draw(3, DrawnScene.At(2))));

        Assert.NotEqual(first.Bytes, second.Bytes);
        Assert.True(first.LooksLike(second));
        Assert.False(first.LooksLike(other));
    }

    [Fact]
    public void A_burst_is_known_again_by_one_file_or_by_the_looks_of_most_frames()
    {
        var burst = Enumerable.Range(1, 8).Select(moment => HashOf(DrawnFaces.Draw(3, DrawnScene.At(moment)))).ToList();
        var other = Enumerable
            .Range(21, 8)
            .Select(moment => HashOf(DrawnFaces.Draw(3, DrawnScene.At(moment))))
            .ToList();
        var packed = BurstFingerprint.Pack(burst);

        Assert.True(BurstFingerprint.AreAmong(burst, packed));
        Assert.True(BurstFingerprint.AreAmong([.. other.Take(7), burst[0]], packed));
        Assert.True(
            BurstFingerprint.AreAmong([.. burst.Select(frame => frame with { Bytes = frame.Bytes + 1 })], packed)
        );
        Assert.False(BurstFingerprint.AreAmong([.. other.Take(7), burst[0] with { Bytes = 1 }], packed));
        Assert.False(BurstFingerprint.AreAmong(other, packed));
    }

    [Theory]
    [InlineData(0b111UL, true)]
    [InlineData(0b1111UL, false)]
    [InlineData(0x8000_0000_0000_0001UL, true)]
    public void Three_signs_of_sixty_four_may_differ_and_four_may_not(ulong look, bool isAlike)
    {
        Assert.Equal(isAlike, new FrameHash(1, 0).LooksLike(new FrameHash(2, look)));
        Assert.Equal(isAlike, new FrameHash(1, look).LooksLike(new FrameHash(2, 0)));
    }

    /// <summary>Half of a burst that looks like an earlier one is a replay, less is chance; without frames nothing is.</summary>
    [Fact]
    public void Half_of_a_burst_that_looks_alike_is_too_much()
    {
        var packed = BurstFingerprint.Pack([
            .. Enumerable.Range(0, 8).Select(at => new FrameHash((UInt128)at + 1, LookOf(at))),
        ]);
        Assert.Equal(8 * 24, packed.Length);
        Assert.False(BurstFingerprint.AreAmong(BurstOf(3), packed));
        Assert.True(BurstFingerprint.AreAmong(BurstOf(4), packed));
        Assert.False(BurstFingerprint.AreAmong([.. BurstOf(4), new FrameHash(99, ~0UL)], packed));
        Assert.False(BurstFingerprint.AreAmong([], packed));
        Assert.False(BurstFingerprint.AreAmong(BurstOf(8), []));

        // Sixteen signs apart from each other.
        static ulong LookOf(int at) => 0xFFUL << (at * 8);
        static List<FrameHash> BurstOf(int alike) =>
            [
                .. Enumerable
                    .Range(0, 8)
                    .Select(at => new FrameHash(
                        (UInt128)at + 100,
                        at < alike ? LookOf(at) : 0x0F0F_0F0F_0F0F_0F0FUL << (at % 4)
                    )),
            ];
    }

    [Fact]
    public void What_a_file_is_known_by_is_the_first_half_of_its_sha_256()
    {
        using var grey = Cv2.ImDecode(DrawnFaces.Draw(3), ImreadModes.Grayscale);
        // SHA-256("abc") = ba7816bf 8f01cfea 414140de 5dae2223 ...
        Assert.Equal(
            UInt128.Parse(
                "ba7816bf8f01cfea414140de5dae2223",
                System.Globalization.NumberStyles.HexNumber,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            FrameHash.Of("abc"u8, grey, Face).Bytes
        );
    }

    [Fact]
    public void A_box_that_was_found_a_little_off_is_the_same_region_and_a_face_that_moved_is_another_look()
    {
        using var grey = Cv2.ImDecode(DrawnFaces.Draw(3), ImreadModes.Grayscale);
        var face = Face with { Y = 135 };
        var look = FrameHash.Of("a"u8, grey, face).PerceptualHash;
        foreach (
            var box in (FaceBox[])
                [
                    face with
                    {
                        X = face.X + 3,
                    },
                    face with
                    {
                        Y = face.Y - 3,
                    },
                    face with
                    {
                        X = face.X - 2,
                        Width = face.Width + 4,
                    },
                ]
        )
        {
            Assert.Equal(look, FrameHash.Of("a"u8, grey, box).PerceptualHash);
        }
        using var moved = StagedFrame.Shifted(grey, 4, 3);
        Assert.False(new FrameHash(0, look).LooksLike(FrameHash.Of("a"u8, moved, face)));
        // Without a face the whole picture is used, and also for a face that is too small or outside.
        var whole = FrameHash.Of("a"u8, grey, null).PerceptualHash;
        Assert.Equal(whole, FrameHash.Of("a"u8, grey, new FaceBox(5_000, 5_000, 40, 40)).PerceptualHash);
        Assert.NotEqual(whole, look);
    }

    private static FrameHash HashOf(byte[] file)
    {
        using var grey = Cv2.ImDecode(file, ImreadModes.Grayscale);
        return FrameHash.Of(file, grey, Face);
    }
}
