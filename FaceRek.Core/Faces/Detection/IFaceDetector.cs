using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Finds faces in an upright BGR picture. Implementations serve parallel calls.</summary>
internal interface IFaceDetector : IDisposable
{
    /// <returns>Faces, the largest first; empty when there is none.</returns>
    IReadOnlyList<DetectedFace> Detect(Mat picture);
}
