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

public enum MatchDecision
{
    /// <summary>Nobody is near enough.</summary>
    Unknown,

    /// <summary>Near enough, and so is somebody else: ask for another factor.</summary>
    Ambiguous,
    Match,
}

/// <summary>Who somebody is among all who are enrolled. Four honest answers; none is a guess.</summary>
public abstract record Identification
{
    private Identification() { }

    public sealed record Matched(MatchResult Best) : Identification;

    /// <summary>Two people are too near to each other to say which: something else than the face must decide.</summary>
    public sealed record Ambiguous(MatchResult Best, MatchResult Rival) : Identification;

    /// <param name="Best">Who came nearest; null in an empty gallery.</param>
    public sealed record Unknown(MatchResult? Best) : Identification;

    /// <summary>With so many people the model would take strangers for somebody more often than the organization allows: nobody was looked for.</summary>
    public sealed record TooRisky(GalleryRisk Risk) : Identification;
}
