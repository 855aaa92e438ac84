using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces;

/// <summary>A photograph as a webcam would show it: 640x480, the whole picture between grey bars.</summary>
public static class CameraStill
{
    private const int Width = 640, Height = 480;

    public static byte[] Of(string path)
    {
        using var picture = Cv2.ImRead(path);
        var scale = Math.Min((double)Width / picture.Width, (double)Height / picture.Height);
        using var fitted = picture.Resize(new Size((int)(picture.Width * scale), (int)(picture.Height * scale)), interpolation: InterpolationFlags.Area);
        var (left, top) = ((Width - fitted.Width) / 2, (Height - fitted.Height) / 2);
        using var still = fitted.CopyMakeBorder(top, Height - fitted.Height - top, left, Width - fitted.Width - left, BorderTypes.Constant, Scalar.All(128));
        Cv2.ImEncode(".jpg", still, out var jpeg);
        return jpeg;
    }
}
