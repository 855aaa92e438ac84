namespace FaceRek.Core.People;

public abstract record ConsentOutcome
{
    private ConsentOutcome() { }

    public sealed record Given(FaceConsent Consent) : ConsentOutcome;

    /// <param name="TemplatesDestroyed">How many face templates went with it.</param>
    public sealed record Withdrawn(int TemplatesDestroyed) : ConsentOutcome;

    /// <summary>Nobody of that id, or erased.</summary>
    public sealed record NotFound : ConsentOutcome;

    /// <summary>Another version was published since the text was read: read that one first.</summary>
    public sealed record TextChanged : ConsentOutcome;

    /// <summary>An admin's record says how the consent was given.</summary>
    public sealed record StatementMissing : ConsentOutcome;
}
