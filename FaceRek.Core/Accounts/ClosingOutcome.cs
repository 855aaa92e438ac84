using FaceRek.Core.Billing;

namespace FaceRek.Core.Accounts;

public abstract record ClosingOutcome
{
    private ClosingOutcome() { }

    public sealed record Closed : ClosingOutcome;

    /// <summary>Only owners delete an organization.</summary>
    public sealed record NotAllowed : ClosingOutcome;

    /// <summary>What was typed is not the organization's name: nothing was deleted.</summary>
    public sealed record OtherName : ClosingOutcome;

    /// <summary>The subscription could not be ended at Stripe: nothing was deleted.</summary>
    public sealed record StillSubscribed(BillingOutcome Why) : ClosingOutcome;
}
