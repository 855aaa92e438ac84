using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Five points in pixels of the picture. Left and right are as the viewer sees them: <paramref name="LeftEye"/> has the smaller x in an upright face.</summary>
internal sealed record FaceLandmarks(
    Point2f LeftEye,
    Point2f RightEye,
    Point2f Nose,
    Point2f LeftMouth,
    Point2f RightMouth
);
