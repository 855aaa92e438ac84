namespace FaceRek.Core.Faces.Models;

/// <summary>The order in which a network was trained to see the colours.</summary>
public enum ChannelOrder
{
    Bgr,
    Rgb,
}
