namespace FaceRek.Web.Api.Json;

/// <param name="Shows">What is in it, and the code that it is refused by.</param>
/// <param name="HasBursts">Whether it is somebody who answers challenges.</param>
public sealed record SandboxFaceJson(string Name, string Shows, bool HasBursts);
