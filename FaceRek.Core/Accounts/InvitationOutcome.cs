using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Accounts;

public abstract record InvitationOutcome
{
    private InvitationOutcome() { }

    public sealed record Sent(Invitation Invitation) : InvitationOutcome;

    /// <summary>The invitation stands, but its letter could not be handed over: invite again when mail works.</summary>
    public sealed record Unsent(Invitation Invitation) : InvitationOutcome;

    public sealed record NoAddress : InvitationOutcome;

    public sealed record AlreadyMember : InvitationOutcome;

    /// <summary>Admins invite, and only owners invite owners.</summary>
    public sealed record NotAllowed : InvitationOutcome;

    /// <summary>The organization can only be read at the moment.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : InvitationOutcome;

    /// <summary>There is no such person, they have left, or they have a sign-in already.</summary>
    public sealed record NoSuchPerson : InvitationOutcome;

    /// <summary>The organization sent <see cref="InvitationDesk.DailyLetters"/> within a day.</summary>
    public sealed record TooMany : InvitationOutcome;
}
