using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>A candidate, in pixels of the network's input or of the picture.</summary>
internal readonly record struct FaceCandidate(
    Rect2f Box,
    float Confidence,
    Point2f LeftEye,
    Point2f RightEye,
    Point2f Nose,
    Point2f LeftMouth,
    Point2f RightMouth
)
{
    public FaceCandidate ToPicture(NetworkView view) =>
        new(
            view.ToPicture(Box),
            Confidence,
            view.ToPicture(LeftEye),
            view.ToPicture(RightEye),
            view.ToPicture(Nose),
            view.ToPicture(LeftMouth),
            view.ToPicture(RightMouth)
        );

    public DetectedFace ToDetected() =>
        new(
            new FaceBox(Box.X, Box.Y, Box.Width, Box.Height),
            Confidence,
            new FaceLandmarks(LeftEye, RightEye, Nose, LeftMouth, RightMouth)
        );
}
