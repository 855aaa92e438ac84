using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;

namespace FaceRek.Core.People;

/// <summary>Who is in a picture. Scores are for the record and for admins, never for whoever stands before the camera.</summary>
public abstract record IdentificationOutcome
{
    private IdentificationOutcome() { }

    public sealed record Matched(Person Person, MatchResult Result) : IdentificationOutcome;

    /// <summary>Two people are too near to each other: ask for a PIN.</summary>
    public sealed record Ambiguous(MatchResult Best, MatchResult Rival) : IdentificationOutcome;

    /// <param name="Nearest">Null where nobody is enrolled.</param>
    public sealed record Unknown(MatchResult? Nearest) : IdentificationOutcome;

    /// <summary>The organization allows less than the model can answer for over so many people; nobody was looked for.</summary>
    public sealed record TooRisky(GalleryRisk Risk) : IdentificationOutcome;

    /// <param name="Reading">Anything but a readable one.</param>
    public sealed record NotRead(FaceReading Reading) : IdentificationOutcome;
}
