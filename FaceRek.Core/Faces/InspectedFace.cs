using FaceRek.Core.Faces.Quality;

namespace FaceRek.Core.Faces;

/// <param name="Confidence">0 to 1; detectors without a score answer 1.</param>
/// <param name="Points">Null where the detector saw none.</param>
/// <param name="Flaws">What keeps the face from being compared, the worst first; empty for a good one.</param>
public sealed record InspectedFace(
    FaceBox Box,
    float Confidence,
    FacePoints? Points,
    PictureQuality Quality,
    IReadOnlyList<QualityFlaw> Flaws
);
