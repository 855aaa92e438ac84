using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>A candidate in pixels of the network's input.</summary>
internal readonly record struct YunetFace(
    Rect2f Box, float Confidence, Point2f LeftEye, Point2f RightEye, Point2f Nose, Point2f LeftMouth, Point2f RightMouth)
{
    /// <param name="scale">Pixels of the input per pixel of the picture.</param>
    public DetectedFace ToPicture(float scale) => new(
        new FaceBox(Box.X / scale, Box.Y / scale, Box.Width / scale, Box.Height / scale),
        Confidence,
        new FaceLandmarks(LeftEye * (1 / scale), RightEye * (1 / scale), Nose * (1 / scale), LeftMouth * (1 / scale), RightMouth * (1 / scale)));
}
