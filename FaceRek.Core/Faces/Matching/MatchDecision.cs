namespace FaceRek.Core.Faces.Matching;

public enum MatchDecision
{
    /// <summary>Nobody is near enough.</summary>
    Unknown,

    /// <summary>Near enough, and so is somebody else: ask for another factor.</summary>
    Ambiguous,
    Match,
}
