using FaceRek.Core.Attendance;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
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
        var other = Enumerable.Range(21, 8).Select(moment => HashOf(DrawnFaces.Draw(3, DrawnScene.At(moment)))).ToList();
        var packed = SeenBurst.Pack(burst);

        Assert.True(SeenBurst.AreAmong(burst, packed));
        Assert.True(SeenBurst.AreAmong([.. other.Take(7), burst[0]], packed));
        Assert.True(SeenBurst.AreAmong([.. burst.Select(frame => frame with { Bytes = frame.Bytes + 1 })], packed));
        Assert.False(SeenBurst.AreAmong([.. other.Take(7), burst[0] with { Bytes = 1 }], packed));
        Assert.False(SeenBurst.AreAmong(other, packed));
    }

    private static FrameHash HashOf(byte[] file)
    {
        using var grey = Cv2.ImDecode(file, ImreadModes.Grayscale);
        return FrameHash.Of(file, grey, Face);
    }
}
