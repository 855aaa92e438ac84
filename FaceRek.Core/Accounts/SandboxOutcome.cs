namespace FaceRek.Core.Accounts;

public abstract record SandboxOutcome
{
    private SandboxOutcome() { }

    public sealed record Switched : SandboxOutcome;

    /// <summary>Only owners switch.</summary>
    public sealed record NotAllowed : SandboxOutcome;

    /// <summary>So many people have faces enrolled: nothing was switched.</summary>
    public sealed record FacesThere(int People) : SandboxOutcome;
}
