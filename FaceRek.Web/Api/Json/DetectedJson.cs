namespace FaceRek.Web.Api.Json;

/// <param name="Width">Of the upright picture, in pixels.</param>
/// <param name="Faces">The largest first.</param>
public sealed record DetectedJson(int Width, int Height, IReadOnlyList<DetectedFaceJson> Faces, string Model);
