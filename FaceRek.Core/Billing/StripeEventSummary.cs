namespace FaceRek.Core.Billing;

/// <summary>An event as the operator sees it.</summary>
/// <param name="Organization">By its name in addresses; null where it is about nobody known here.</param>
/// <param name="Fault">What went wrong last, without secrets.</param>
public sealed record StripeEventSummary(
    string Id,
    string Type,
    DateTimeOffset ReceivedAt,
    int Attempts,
    string? Fault,
    string? CustomerId,
    string? Organization
);
