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
    /// <summary>
    /// How far the line between the eyes is turned from level, -180 to 180 degrees; null without landmarks. A detector that
    /// takes an upside-down face for an upright one tells points that are not where it says.
    /// </summary>
    public float? Roll =>
        Landmarks is { } points
            ? (float)(
                Math.Atan2(points.RightEye.Y - points.LeftEye.Y, points.RightEye.X - points.LeftEye.X) * 180 / Math.PI
            )
            : null;

    /// <summary>
    /// The sine between the line of the eyes and the line from them down to the mouth: near 1 in a face, and below 0
    /// where the mouth is above the eyes. Null without landmarks.
    /// </summary>
    public float? Squareness
    {
        get
        {
            if (Landmarks is not { } points)
            {
                return null;
            }
            var across = points.RightEye - points.LeftEye;
            var down = (points.LeftMouth + points.RightMouth) * 0.5 - (points.LeftEye + points.RightEye) * 0.5;
            var product =
                Math.Sqrt((across.X * across.X) + (across.Y * across.Y))
                * Math.Sqrt((down.X * down.X) + (down.Y * down.Y));
            return product > 0 ? (float)(((across.X * down.Y) - (across.Y * down.X)) / product) : 0;
        }
    }

    /// <summary>Null when neither way found them.</summary>
    public EyePair? Eyes => Landmarks is { } points ? new EyePair(points.LeftEye, points.RightEye) : FoundEyes;
}
