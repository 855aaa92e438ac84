namespace FaceRek.Core.Billing;

/// <summary>A subscription as Stripe told it just now.</summary>
/// <param name="Status">Stripe's word, also one we do not know.</param>
/// <param name="LookupKey">Of its price; null where the price has none.</param>
/// <param name="Seats">How many people are paid for.</param>
public sealed record SubscriptionSnapshot(
    string StripeId,
    string ItemId,
    string Status,
    string? LookupKey,
    int Seats,
    DateTimeOffset CreatedAt
)
{
    public DateTimeOffset? PeriodStartAt { get; init; }
    public DateTimeOffset? PeriodEndAt { get; init; }
    public DateTimeOffset? CancelAt { get; init; }
    public bool CancelsAtPeriodEnd { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended: cancellation_requested, payment_failed or payment_disputed.</summary>
    public string? EndReason { get; init; }
    public bool IsCollectionPaused { get; init; }

    /// <summary>A change that waits for its payment: until then nothing of it holds.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>When the oldest invoice that could not be collected was due; null where nothing is owed.</summary>
    public DateTimeOffset? UnpaidSince { get; init; }
}
