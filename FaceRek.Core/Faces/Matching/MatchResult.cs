namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// Kept on the record and shown to admins; never to the person at the camera, who could use it to approach a match step
/// by step.
/// </summary>
/// <param name="PersonId">The best person, or the claimed one in a verification; null in an empty gallery.</param>
/// <param name="TemplateId">The template that decided.</param>
/// <param name="Score">Higher is more alike; on the model's own scale, after normalisation.</param>
/// <param name="Threshold">What <paramref name="Score"/> had to reach.</param>
/// <param name="Margin">Score minus that of the best other person; null when there are no others.</param>
public sealed record MatchResult(
    MatchDecision Decision,
    ModelId Model,
    Guid? PersonId,
    Guid? TemplateId,
    float Score,
    float Threshold,
    float? Margin
);

public enum MatchDecision
{
    /// <summary>No person is similar enough.</summary>
    Unknown,

    /// <summary>Similar enough, but so is another person: ask for another factor.</summary>
    Ambiguous,
    Match,
}

/// <summary>Who a person is among all enrolled people. Four possible answers; none is a guess.</summary>
public abstract record Identification
{
    private Identification() { }

    public sealed record Matched(MatchResult Best) : Identification;

    /// <summary>Two people are too similar to decide by the face: another factor must decide.</summary>
    public sealed record Ambiguous(MatchResult Best, MatchResult Rival) : Identification;

    /// <param name="Best">Who came nearest; null in an empty gallery.</param>
    public sealed record Unknown(MatchResult? Best) : Identification;

    /// <summary>
    /// With this many people the model would identify strangers more often than the organization allows, so no search
    /// was made.
    /// </summary>
    public sealed record TooRisky(GalleryRisk Risk) : Identification;
}
