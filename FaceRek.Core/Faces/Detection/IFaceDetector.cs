using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Finds faces in an upright BGR picture. Implementations serve parallel calls.</summary>
internal interface IFaceDetector : IDisposable
{
    /// <returns>Faces, the largest first; empty when there is none.</returns>
    IReadOnlyList<DetectedFace> Detect(Mat picture);
}

/// <param name="Confidence">0 to 1; detectors without a score return 1.</param>
/// <param name="Landmarks">Null when the detector has boxes only (Haar).</param>
/// <param name="FoundEyes">Eyes found by a separate search, where there are no landmarks.</param>
internal sealed record DetectedFace(FaceBox Box, float Confidence, FaceLandmarks? Landmarks, EyePair? FoundEyes = null)
{
    /// <summary>Null when neither way found them.</summary>
    public EyePair? Eyes => Landmarks is { } points ? new EyePair(points.LeftEye, points.RightEye) : FoundEyes;
}
