namespace FaceRek.Core.Faces.Models;

/// <summary>How a picture becomes the numbers a network was trained on: (grey level 0 to 255 - mean) * scale, channel by channel.</summary>
/// <param name="Name">Of the tensor; null takes the network's only input.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Mean">One number a channel, in the order of <paramref name="Channels"/>.</param>
/// <param name="Scale">One number a channel, in the order of <paramref name="Channels"/>.</param>
public sealed record NetworkInput(
    string? Name,
    int Width,
    int Height,
    TensorLayout Layout,
    ChannelOrder Channels,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Scale
)
{
    internal int Length => 3 * Width * Height;

    internal long[] Shape => Layout == TensorLayout.Nchw ? [1, 3, Height, Width] : [1, Height, Width, 3];
}
