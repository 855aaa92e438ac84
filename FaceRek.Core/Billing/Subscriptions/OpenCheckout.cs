using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>A checkout that was started and has not ended. An organization has at most one, so that no plan is bought twice.</summary>
public sealed class OpenCheckout : IOrganizationOwned
{
    /// <summary>Also part of the idempotency key: the same request again gets the same session.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string LookupKey { get; init; }
    public required int Seats { get; init; }
    public required Guid ByUserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>cs_…; null until Stripe has answered. The address of its page is never stored.</summary>
    public string? SessionId { get; set; }
}
