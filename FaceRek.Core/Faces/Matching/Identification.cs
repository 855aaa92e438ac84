namespace FaceRek.Core.Faces.Matching;

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
