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

    /// <summary>Where a network counts from the corner of the first pixel, and pictures from its middle.</summary>
    public FaceCandidate FromCornersOfPixels()
    {
        var half = new Point2f(0.5f, 0.5f);
        return this with
        {
            Box = new Rect2f(Box.Location - half, Box.Size),
            LeftEye = LeftEye - half,
            RightEye = RightEye - half,
            Nose = Nose - half,
            LeftMouth = LeftMouth - half,
            RightMouth = RightMouth - half,
        };
    }

    public DetectedFace ToDetected() =>
        new(
            new FaceBox(Box.X, Box.Y, Box.Width, Box.Height),
            Confidence,
            new FaceLandmarks(LeftEye, RightEye, Nose, LeftMouth, RightMouth)
        );
}
