using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>A letter to the owners about money, written down together with its cause and sent afterwards. The key makes sure that one cause is written about once.</summary>
public sealed class BillingEmail : IOrganizationOwned
{
    public const int MaxKeyLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>The cause, as in "payment-failed in_123 2"; unique in the organization.</summary>
    public required string Key { get; init; }
    public required BillingEmailKind Kind { get; init; }

    /// <summary>What the letter speaks of: the day the trial or the grace ends; null where it speaks of none.</summary>
    public DateTimeOffset? About { get; init; }

    /// <summary>The amount it speaks of, in minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
    public int Attempts { get; private set; }
}

public enum BillingEmailKind
{
    TrialEnding,
    PaymentFailed,

    /// <summary>The bank wants the customer to confirm a payment.</summary>
    ActionRequired,
    Cancelled,
}
