using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.People;

namespace FaceRek.Core.Attendance;

/// <param name="Threshold">That is tried out; the policy's own where none is.</param>
/// <param name="Pairs">People who are asked for their PIN as well, the most alike first.</param>
public sealed record CalibrationView(
    ModelId Model,
    MatchPolicy Policy,
    SelfComparison Own,
    ErrorRates Rates,
    float Threshold,
    WhatIf WhatIf,
    IReadOnlyList<CalibrationView.Pair> Pairs
)
{
    public sealed record Pair(Person One, Person Other, float Score, DateTimeOffset FoundAt);
}
