using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Web.Api.Json;

/// <param name="Moves">Those of the challenge, which the pictures show.</param>
/// <param name="Challenge">As a punch takes it, together with times and pictures.</param>
/// <param name="Times">Of each picture, in milliseconds since the first.</param>
public sealed record SandboxBurstJson(
    string Name,
    IReadOnlyList<HeadMove> Moves,
    string Challenge,
    IReadOnlyList<int> Times,
    IReadOnlyList<PictureJson> Pictures
);
