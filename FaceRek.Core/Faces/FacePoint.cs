namespace FaceRek.Core.Faces;

public readonly record struct FacePoint(float X, float Y);
