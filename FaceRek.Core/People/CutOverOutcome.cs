namespace FaceRek.Core.People;

public abstract record CutOverOutcome
{
    private CutOverOutcome() { }

    /// <param name="LeftBehind">People who have to enrol again.</param>
    /// <param name="Invited">Of them, those a letter went to; the others have no address.</param>
    public sealed record Done(int LeftBehind, int Invited) : CutOverOutcome;

    /// <summary>So many would not be recognised any more; nothing was changed.</summary>
    public sealed record SomeMissing(int People) : CutOverOutcome;

    public sealed record NothingTried : CutOverOutcome;
}
