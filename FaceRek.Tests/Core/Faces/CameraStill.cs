using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces;

/// <summary>Changes a picture as a camera might: another place, another side, something in front of the face.</summary>
public static class CameraStill
{
    private const int Width = 640,
        Height = 480;

    /// <summary>A photograph as a webcam shows it: 640x480, the whole picture between grey bars.</summary>
    public static byte[] Of(string path)
    {
        using var picture = Cv2.ImRead(path);
        var scale = Math.Min((double)Width / picture.Width, (double)Height / picture.Height);
        using var fitted = picture.Resize(
            new Size((int)(picture.Width * scale), (int)(picture.Height * scale)),
            interpolation: InterpolationFlags.Area
        );
        var (left, top) = ((Width - fitted.Width) / 2, (Height - fitted.Height) / 2);
        using var still = fitted.CopyMakeBorder(
            top,
            Height - fitted.Height - top,
            left,
            Width - fitted.Width - left,
            BorderTypes.Constant,
            Scalar.All(128)
        );
        return Jpeg(still);
    }

    public static byte[] Mirrored(byte[] picture) => Changed(picture, pixels => Cv2.Flip(pixels, pixels, FlipMode.Y));

    public static byte[] OnItsSide(byte[] picture, bool clockwise) =>
        Changed(
            picture,
            pixels =>
                Cv2.Rotate(
                    pixels,
                    pixels,
                    clockwise ? RotateFlags.Rotate90Clockwise : RotateFlags.Rotate90Counterclockwise
                )
        );

    /// <summary>By pixels to the right and down; the new area repeats the edge.</summary>
    public static byte[] Shifted(byte[] picture, int right, int down) =>
        Changed(
            picture,
            pixels =>
            {
                using var way = new Mat(2, 3, MatType.CV_64FC1, Scalar.All(0));
                foreach (var (row, column, value) in new[] { (0, 0, 1d), (0, 2, right), (1, 1, 1), (1, 2, down) })
                {
                    way.Set(row, column, value);
                }
                Cv2.WarpAffine(pixels, pixels, way, pixels.Size(), borderMode: BorderTypes.Replicate);
            }
        );

    /// <summary>A sheet of white paper in front of the lower part of the face.</summary>
    public static byte[] Covered(byte[] picture, FaceBox face) =>
        Changed(
            picture,
            pixels =>
                pixels.Rectangle(
                    new Rect(
                        (int)face.X,
                        (int)(face.Y + face.Height * 0.62f),
                        (int)face.Width,
                        (int)(face.Height * 0.5f)
                    ),
                    Scalar.All(200),
                    thickness: -1
                )
        );

    private static byte[] Changed(byte[] picture, Action<Mat> change)
    {
        using var pixels = Cv2.ImDecode(picture, ImreadModes.Color);
        change(pixels);
        return Jpeg(pixels);
    }

    private static byte[] Jpeg(Mat pixels)
    {
        Cv2.ImEncode(".jpg", pixels, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, 95));
        return jpeg;
    }
}
