namespace FaceRek.Web.Pages.Organization.CheckIn;

/// <summary>A challenge for the check-in page.</summary>
/// <param name="Moves">To show in sequence; empty where none are requested.</param>
/// <param name="Frames">How many to send.</param>
/// <param name="Milliseconds">From the first to the last.</param>
public sealed record ChallengeJson(
    string Challenge,
    IReadOnlyList<ChallengeJson.MoveJson> Moves,
    int Frames,
    int Milliseconds
)
{
    /// <param name="Name">For the arrow.</param>
    /// <param name="Words">For people.</param>
    public sealed record MoveJson(string Name, string Words);
}
