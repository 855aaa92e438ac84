using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>What one detection at a time needs: the network's buffers, the letterboxed picture and the faces found.</summary>
internal sealed class YunetWorkspace(OnnxPass pass, NetworkInput input) : IDisposable
{
    private readonly Mat letterbox = new(input.Height, input.Width, MatType.CV_8UC3, Scalar.Black);

    public OnnxPass Pass => pass;

    public List<YunetFace> Faces { get; } = new(64);

    /// <summary>Runs the network over the picture, fitted into the top left corner of the input and black to the right or below.</summary>
    /// <returns>Pixels of the input per pixel of the picture.</returns>
    public float Run(Mat picture)
    {
        var scale = Math.Min((float)input.Width / picture.Width, (float)input.Height / picture.Height);
        var size = new Size(Side(picture.Width, scale, input.Width), Side(picture.Height, scale, input.Height));
        letterbox.SetTo(Scalar.Black);
        using var corner = letterbox[0, size.Height, 0, size.Width];
        // Averaging keeps thin features when shrinking; without it a large picture's eyes are noise.
        Cv2.Resize(picture, corner, size, 0, 0, scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        pass.Run(letterbox);
        return scale;
    }

    public void Dispose() => letterbox.Dispose();

    private static int Side(int pixels, float scale, int limit) => Math.Clamp((int)MathF.Round(pixels * scale), 1, limit);
}
