namespace FaceRek.Web.Pages.Organization.CheckIn;

/// <summary>A challenge as the check-in page is told it.</summary>
/// <param name="Moves">To show one after the other; empty where nothing is asked.</param>
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
