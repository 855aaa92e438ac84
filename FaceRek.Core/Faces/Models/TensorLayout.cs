namespace FaceRek.Core.Faces.Models;

public enum TensorLayout
{
    /// <summary>One plane after the other: batch, channel, row, column.</summary>
    Nchw,

    /// <summary>Pixel by pixel: batch, row, column, channel.</summary>
    Nhwc,
}
