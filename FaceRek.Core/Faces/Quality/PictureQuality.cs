namespace FaceRek.Core.Faces.Quality;

/// <param name="Sharpness">Variance of the Laplacian over the aligned face, in squared grey levels.</param>
/// <param name="Brightness">Mean grey level of the face, 0 to 255.</param>
/// <param name="Contrast">Standard deviation of the grey levels of the face, 0 to 127.</param>
/// <param name="EyeDistance">Pixels between the eyes; estimated from the box where no eyes were found.</param>
/// <param name="Yaw">-1 (fully left) to 1 (fully right) as the viewer sees it; 0 is frontal; null without landmarks.</param>
/// <param name="Occlusion">0 to 1: how much less detail eyes or mouth show; near 1 for plain cloth or a hand, not a patterned scarf.</param>
public sealed record PictureQuality(
    float Sharpness,
    float Brightness,
    float Contrast,
    float EyeDistance,
    float? Yaw,
    float Occlusion
);

public enum QualityFlaw
{
    TooFar,
    TooClose,
    TooDark,
    TooBright,
    Blurred,
    TurnedAway,
    CutOff,
    Covered,
}
