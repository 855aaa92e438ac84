using FaceRek.Core.Attendance;

namespace FaceRek.Web.Api.Json;

/// <param name="Frames">Looked at by both models within the last 30 days.</param>
/// <param name="BothAccept">Taken for the person by both.</param>
/// <param name="OnlyInForceAccepts">The tried model would refuse these.</param>
/// <param name="ReadMilliseconds">Median of the model in force, from the bytes to the template.</param>
public sealed record ModelShadowJson(
    int Frames,
    int BothAccept,
    int OnlyInForceAccepts,
    int OnlyTriedAccepts,
    int BothRefuse,
    float ReadMilliseconds,
    float TriedReadMilliseconds
)
{
    public static ModelShadowJson Of(ShadowComparison comparison) =>
        new(
            comparison.Looks,
            comparison.Both,
            comparison.OnlyInForce,
            comparison.OnlyTried,
            comparison.Neither,
            comparison.ReadMs,
            comparison.TriedReadMs
        );
}
