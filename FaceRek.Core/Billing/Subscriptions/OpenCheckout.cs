using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>A checkout that was begun and has not ended. An organization has at most one, so that nobody buys twice.</summary>
public sealed class OpenCheckout : IOrganizationOwned
{
    /// <summary>Also makes the idempotency key: whoever asks again for the same gets the same session.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string LookupKey { get; init; }
    public required int Seats { get; init; }
    public required Guid ByUserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>cs_…; null until Stripe has answered. The address of its page is never kept.</summary>
    public string? SessionId { get; set; }
}
