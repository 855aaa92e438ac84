using System.Runtime.InteropServices;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Models;

/// <summary>Writes pictures as the numbers a network reads. OpenCV does it in place, several times as fast as a loop over pixels.</summary>
internal sealed class PixelTensor : IDisposable
{
    private readonly NetworkInput input;
    private readonly Mat channelBytes = new();
    private readonly Mat channelNumbers = new();
    private readonly Mat[] targets;

    /// <param name="pinned">Where to write; must stay pinned while this object is used.</param>
    public PixelTensor(NetworkInput input, float[] pinned)
    {
        this.input = input;
        targets =
            input.Layout == TensorLayout.Nchw
                ?
                [
                    Window(pinned, 0, MatType.CV_32FC1),
                    Window(pinned, 1, MatType.CV_32FC1),
                    Window(pinned, 2, MatType.CV_32FC1),
                ]
                : [Window(pinned, 0, MatType.CV_32FC3)];
    }

    /// <param name="picture">8-bit BGR, of the input's size.</param>
    public void Write(Mat picture)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var (mean, scale) = (input.Mean[channel], input.Scale[channel]);
            Cv2.ExtractChannel(picture, channelBytes, input.Channels == ChannelOrder.Bgr ? channel : 2 - channel);
            var numbers = input.Layout == TensorLayout.Nchw ? targets[channel] : channelNumbers;
            channelBytes.ConvertTo(numbers, MatType.CV_32FC1, scale, -mean * scale);
            if (input.Layout == TensorLayout.Nhwc)
            {
                Cv2.InsertChannel(numbers, targets[0], channel);
            }
        }
    }

    public void Dispose()
    {
        channelBytes.Dispose();
        channelNumbers.Dispose();
        foreach (var target in targets)
        {
            target.Dispose();
        }
    }

    private Mat Window(float[] pinned, int plane, MatType type) =>
        Mat.FromPixelData(
            input.Height,
            input.Width,
            type,
            Marshal.UnsafeAddrOfPinnedArrayElement(pinned, plane * input.Width * input.Height)
        );
}
