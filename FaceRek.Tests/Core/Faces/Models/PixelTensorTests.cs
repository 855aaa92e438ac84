using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Models;

public sealed class PixelTensorTests
{
    [Theory]
    [InlineData(TensorLayout.Nchw, ChannelOrder.Bgr, new float[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(TensorLayout.Nchw, ChannelOrder.Rgb, new float[] { 3, 6, 2, 5, 1, 4 })]
    [InlineData(TensorLayout.Nhwc, ChannelOrder.Bgr, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(TensorLayout.Nhwc, ChannelOrder.Rgb, new float[] { 3, 2, 1, 6, 5, 4 })]
    public void Pixels_lie_where_layout_and_channels_say(
        TensorLayout layout,
        ChannelOrder channels,
        float[] expected
    ) => Assert.Equal(expected, Written(new NetworkInput(null, 1, 2, layout, channels, [0, 0, 0], [1, 1, 1])));

    [Fact]
    public void Mean_and_scale_follow_the_order_of_the_channels() =>
        Assert.Equal(
            [20, 50, 0.5f, 2, -1, 2],
            Written(new NetworkInput(null, 1, 2, TensorLayout.Nchw, ChannelOrder.Rgb, [1, 1, 2], [10, 0.5f, 1]))
        );

    /// <summary>Two pixels, one above the other: blue, green, red of the first are 1, 2, 3 and of the second 4, 5, 6.</summary>
    private static float[] Written(NetworkInput input)
    {
        using var picture = new Mat(2, 1, MatType.CV_8UC3);
        picture.Set(0, 0, new Vec3b(1, 2, 3));
        picture.Set(1, 0, new Vec3b(4, 5, 6));
        var numbers = GC.AllocateArray<float>(6, pinned: true);
        using var tensor = new PixelTensor(input, numbers);
        tensor.Write(picture);
        return numbers;
    }
}
