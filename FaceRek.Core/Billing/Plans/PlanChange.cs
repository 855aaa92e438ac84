using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Plans;

/// <summary>
/// A change of plan whose amount was shown and that waits for confirmation. An organization has at most one; what is
/// confirmed is what was shown.
/// </summary>
public sealed class PlanChange : IOrganizationOwned
{
    /// <summary>Prorations are computed by the second: an older amount would differ from the one that is charged.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>Sent to the browser and back to identify the change that was shown; also part of the idempotency key.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string SubscriptionId { get; init; }
    public required string LookupKey { get; init; }
    public required int Seats { get; init; }

    /// <summary>The second Stripe uses for the proration.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>To be paid at once, tax included, in minor units; negative is a credit for the next invoice.</summary>
    public required long DueMinor { get; init; }
    public required string Currency { get; init; }

    public Money Due => new(DueMinor, Currency);

    public bool IsOpen(DateTimeOffset now) => now < At + Lifetime;
}
