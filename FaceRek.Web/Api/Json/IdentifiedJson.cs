using System.Text.Json.Serialization;
using FaceRek.Core.Access;
using FaceRek.Core.Faces.Matching;
using FaceRek.Web.Api.Calls;

namespace FaceRek.Web.Api.Json;

/// <param name="Decision">match, ambiguous, unknown or too_risky.</param>
/// <param name="PersonId">Who it is; null but for a match.</param>
/// <param name="Candidates">The nearest people, the best first.</param>
public sealed record IdentifiedJson(
    IdentifiedJson.Kind Decision,
    Guid? PersonId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<CandidateJson>? Candidates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null
)
{
    public enum Kind
    {
        Match,
        Ambiguous,
        Unknown,
        TooRisky,
    }

    internal static IdentifiedJson Of(
        IReadOnlyList<MatchResult> ranked,
        bool isWithinBudget,
        string model,
        ApiCaller caller
    )
    {
        var best = ranked.Count > 0 ? ranked[0] : null;
        var decision = !isWithinBudget
            ? Kind.TooRisky
            : best?.Decision switch
            {
                MatchDecision.Match => Kind.Match,
                MatchDecision.Ambiguous => Kind.Ambiguous,
                _ => Kind.Unknown,
            };
        var person = decision == Kind.Match ? best!.PersonId : null;
        return caller.May(ApiScope.FacesScores)
            ? new(
                decision,
                person,
                [
                    .. ranked
                        .Where(one => one.PersonId is not null)
                        .Select(one => new CandidateJson(one.PersonId!.Value, one.TemplateId, one.Score, one.Margin)),
                ],
                best?.Threshold,
                model
            )
            : new(decision, person);
    }
}
