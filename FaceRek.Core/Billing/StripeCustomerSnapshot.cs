namespace FaceRek.Core.Billing;

/// <summary>Everything about one customer as Stripe told it just now.</summary>
/// <param name="IsGone">The customer was removed at Stripe.</param>
/// <param name="HasEndedCheckout">The checkout we believed open is not.</param>
internal sealed record StripeCustomerSnapshot(
    bool IsGone,
    IReadOnlyList<SubscriptionSnapshot> Subscriptions,
    IReadOnlyList<InvoiceSnapshot> Invoices,
    IReadOnlyList<PaymentSnapshot> Payments,
    bool HasEndedCheckout
);

/// <param name="NeedsAction">The bank waits for the customer to confirm.</param>
internal sealed record InvoiceSnapshot(
    string StripeId,
    string? SubscriptionId,
    string? Number,
    string Status,
    string Currency,
    long Total,
    long Tax,
    long Paid,
    long Remaining,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinalizedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? PeriodStartAt,
    DateTimeOffset? PeriodEndAt,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    bool NeedsAction
);

internal sealed record PaymentSnapshot(
    string StripeId,
    bool IsRefund,
    string? InvoiceId,
    string? RefundOf,
    string Status,
    long Amount,
    string Currency,
    DateTimeOffset At,
    string? FailureCode,
    string? Means,
    bool IsDisputed
);
