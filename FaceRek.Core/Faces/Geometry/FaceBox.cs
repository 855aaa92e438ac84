namespace FaceRek.Core.Faces.Geometry;

/// <summary>A face in pixels of the upright picture: origin top left, <paramref name="Width"/> and <paramref name="Height"/> positive.</summary>
public readonly record struct FaceBox(float X, float Y, float Width, float Height);
