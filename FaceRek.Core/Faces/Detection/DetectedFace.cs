namespace FaceRek.Core.Faces.Detection;

/// <param name="Confidence">0 to 1; detectors without a score answer 1.</param>
/// <param name="Landmarks">Where the detector saw them; null when it has boxes only (Haar).</param>
internal sealed record DetectedFace(FaceBox Box, float Confidence, FaceLandmarks? Landmarks);
