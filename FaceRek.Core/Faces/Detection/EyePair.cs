using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Centres of both eyes in pixels of the picture, left and right as the viewer sees them.</summary>
internal sealed record EyePair(Point2f Left, Point2f Right);
