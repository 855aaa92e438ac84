using System.Text.Json.Serialization;
using FaceRek.Core.Access;
using FaceRek.Core.Faces.Matching;
using FaceRek.Web.Api.Calls;

namespace FaceRek.Web.Api.Json;

/// <param name="Decision">match or unknown.</param>
/// <param name="Score">Deviations above what strangers reach; higher is more alike.</param>
/// <param name="Threshold">What the score had to reach.</param>
/// <param name="Margin">Score minus that of the best other person; null where there is nobody else.</param>
public sealed record VerifiedJson(
    MatchDecision Decision,
    Guid? PersonId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Score = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Margin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null
)
{
    internal static VerifiedJson Of(MatchResult result, Guid? personId, ApiCaller caller) =>
        caller.May(ApiScope.FacesScores)
            ? new(result.Decision, personId, result.Score, result.Threshold, result.Margin, result.Model.ToString())
            : new(result.Decision, personId);
}
