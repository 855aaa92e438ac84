using OpenCvSharp;

namespace FaceRek.Core.Faces.Geometry;

/// <summary>In pixels of the upright picture; left and right as the viewer sees them. The rest is null where only eyes are found, the mouth where its corners are not.</summary>
public sealed record FacePoints(
    FacePoint LeftEye,
    FacePoint RightEye,
    FacePoint? Nose,
    FacePoint? LeftMouth,
    FacePoint? RightMouth
);

public readonly record struct FacePoint(float X, float Y);

/// <summary>
/// Five points in pixels of the picture. Left and right are as the viewer sees them: <paramref name="LeftEye"/> has the
/// smaller x in an upright face.
/// </summary>
internal sealed record FaceLandmarks(
    Point2f LeftEye,
    Point2f RightEye,
    Point2f Nose,
    Point2f LeftMouth,
    Point2f RightMouth
)
{
    /// <summary>Some detectors see the middle of the mouth only, and tell it in place of both corners.</summary>
    public bool HasMouthCorners => LeftMouth != RightMouth;
}
