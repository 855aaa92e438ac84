namespace FaceRek.Core.Faces.Matching;

/// <summary>Kept on the record and shown to admins; never to the person at the camera, or they could climb towards a match.</summary>
/// <param name="PersonId">The best person, or the claimed one in a verification; null in an empty gallery.</param>
/// <param name="TemplateId">The template that decided.</param>
/// <param name="Score">Higher is more alike; on the model's own scale, after normalisation.</param>
/// <param name="Threshold">What <paramref name="Score"/> had to reach.</param>
/// <param name="Margin">Score minus that of the best other person; null when there is nobody else.</param>
public sealed record MatchResult(
    MatchDecision Decision,
    ModelId Model,
    Guid? PersonId,
    Guid? TemplateId,
    float Score,
    float Threshold,
    float? Margin
);
