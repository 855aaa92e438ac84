using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;

namespace FaceRek.Web.Components.Billing;

/// <summary>A line of the payment table; times are in the organization's zone.</summary>
/// <param name="Status">Stripe's word.</param>
/// <param name="Invoice">Number of the invoice it was for.</param>
/// <param name="Means">A card's brand and last digits, or another payment method.</param>
public sealed record PaymentRow(
    DateTimeOffset At,
    bool IsRefund,
    string Status,
    Money Amount,
    string? Invoice,
    string? Means,
    bool IsDisputed
);

/// <summary>A line of the invoice table; times are in the organization's zone.</summary>
/// <param name="Refunded">Zero for most.</param>
/// <param name="Path">Leads to the invoice at Stripe; null for a draft.</param>
public sealed record InvoiceRow(
    string? Number,
    string Status,
    Money Total,
    Money Paid,
    Money Refunded,
    DateTimeOffset At,
    string? Path
)
{
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }

    /// <summary>Collection was attempted and failed.</summary>
    public bool IsOverdue { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The link to request a refund; null where nothing is left to refund, or there is no contact.</summary>
    public string? RefundPath { get; init; }
    public bool IsOpen => Status == InvoiceStatus.Open;
}
