namespace FaceRek.Core.Billing;

/// <param name="HappenedAt">At Stripe.</param>
/// <param name="Fault">What went wrong last, without secrets.</param>
public sealed record DeadLetter(
    string Id,
    string Type,
    DateTimeOffset HappenedAt,
    DateTimeOffset ReceivedAt,
    int Attempts,
    string? Fault
);
