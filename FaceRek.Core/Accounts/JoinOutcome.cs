using FaceRek.Core.Organizations;

namespace FaceRek.Core.Accounts;

public abstract record JoinOutcome
{
    private JoinOutcome() { }

    public sealed record Joined(Organization Organization) : JoinOutcome;

    /// <summary>Used, revoked or older than <see cref="Invitation.Lifetime"/>.</summary>
    public sealed record Closed : JoinOutcome;

    /// <summary>The invitation is for another e-mail than this user's.</summary>
    public sealed record ForSomebodyElse : JoinOutcome;
}
