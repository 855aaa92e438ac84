using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// An email to the owners about billing, stored together with its cause and sent afterwards. The key makes sure that
/// one cause leads to one email.
/// </summary>
public sealed class BillingEmail : IOrganizationOwned
{
    public const int MaxKeyLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>The cause, such as "payment-failed in_123 2"; unique in the organization.</summary>
    public required string Key { get; init; }
    public required BillingEmailKind Kind { get; init; }

    /// <summary>The date the email is about: the day the trial or the grace period ends; null where there is none.</summary>
    public DateTimeOffset? About { get; init; }

    /// <summary>The amount the email is about, in minor units.</summary>
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
