using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Quality;

namespace FaceRek.Web.Api.Json;

/// <param name="Confidence">0 to 1; detectors without a score answer 1.</param>
/// <param name="Landmarks">Null where the detector saw none.</param>
/// <param name="IsUsable">Whether the face is good enough to compare.</param>
/// <param name="Reasons">What keeps it from that, the worst first.</param>
public sealed record DetectedFaceJson(
    FaceBox Box,
    float Confidence,
    FacePoints? Landmarks,
    PictureQuality Quality,
    bool IsUsable,
    IReadOnlyList<QualityFlaw> Reasons
)
{
    public static DetectedFaceJson Of(InspectedFace face) =>
        new(face.Box, face.Confidence, face.Points, face.Quality, face.Flaws.Count == 0, face.Flaws);
}
