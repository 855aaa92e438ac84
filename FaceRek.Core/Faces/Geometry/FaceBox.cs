namespace FaceRek.Core.Faces.Geometry;

/// <summary>A face in pixels of the upright picture: origin top left, Width and Height positive.</summary>
public readonly record struct FaceBox(float X, float Y, float Width, float Height);
