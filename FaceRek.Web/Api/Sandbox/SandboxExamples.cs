using FaceRek.Core.Faces.Liveness;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Sandbox;

internal static class SandboxExamples
{
    public static readonly ListJson<SandboxFaceJson> Faces = new(
        [new("anna", "Anna, well lit.", HasBursts: true)],
        null
    );
    public static readonly SandboxBurstJson Burst = new(
        "anna",
        [HeadMove.Left, HeadMove.Nearer],
        ExampleValues.ChallengeId,
        [0, 200],
        [ExampleValues.Picture, ExampleValues.Picture]
    );
}
