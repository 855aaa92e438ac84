namespace FaceRek.Core.Billing;

/// <summary>Why Stripe is asked: it stands in the record of changes, and events are finished together with what they led to.</summary>
/// <param name="ByUserId">Who did something just now; null where it was Stripe, or the clock.</param>
public sealed record SyncTrigger(Guid? ByUserId = null)
{
    public IReadOnlyList<StripeEvent> Events { get; init; } = [];
}
