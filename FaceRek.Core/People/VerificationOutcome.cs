using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Matching;

namespace FaceRek.Core.People;

/// <summary>Whether a picture shows the person who was named.</summary>
public abstract record VerificationOutcome
{
    private VerificationOutcome() { }

    /// <summary>Compared; the result's decision says how it went.</summary>
    public sealed record Compared(MatchResult Result) : VerificationOutcome;

    /// <summary>Nobody active of that id.</summary>
    public sealed record NotFound : VerificationOutcome;

    /// <summary>The person has no template of the model in force.</summary>
    public sealed record NotEnrolled : VerificationOutcome;

    /// <param name="Reading">Anything but a readable one.</param>
    public sealed record NotRead(FaceReading Reading) : VerificationOutcome;
}
