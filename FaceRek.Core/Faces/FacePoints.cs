namespace FaceRek.Core.Faces;

/// <summary>In pixels of the upright picture; left and right as the viewer sees them. Detectors with eyes only leave the rest out.</summary>
public sealed record FacePoints(
    FacePoint LeftEye,
    FacePoint RightEye,
    FacePoint? Nose,
    FacePoint? LeftMouth,
    FacePoint? RightMouth
);
