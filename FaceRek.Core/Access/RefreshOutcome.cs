namespace FaceRek.Core.Access;

public abstract record RefreshOutcome
{
    private RefreshOutcome() { }

    /// <param name="Secret">The next refresh token, now and never again.</param>
    public sealed record Renewed(TokenFamily Family, string Secret) : RefreshOutcome;

    /// <summary>Unknown, too old, revoked, or used a moment ago.</summary>
    public sealed record Refused : RefreshOutcome;

    /// <summary>It was used before: somebody else has it. The whole family is revoked now; its user should hear of it.</summary>
    public sealed record Reused(TokenFamily Family) : RefreshOutcome;
}
