using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;

namespace FaceRek.Web.Components.Billing;

/// <summary>A line of the payment table; times are those of the organization.</summary>
/// <param name="Status">Stripe's word.</param>
/// <param name="Invoice">Number of the invoice it was for.</param>
/// <param name="Means">A card's brand and last digits, or another way to pay.</param>
public sealed record PaymentRow(
    DateTimeOffset At,
    bool IsRefund,
    string Status,
    Money Amount,
    string? Invoice,
    string? Means,
    bool IsDisputed
);

/// <summary>A line of the invoice table; times are those of the organization.</summary>
/// <param name="Refunded">Given back of what was paid; zero for most.</param>
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

    /// <summary>Collecting was tried and failed.</summary>
    public bool IsOverdue { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Leads to where a refund is asked for; null where nothing is left to give back, or nobody to ask.</summary>
    public string? RefundPath { get; init; }
    public bool IsOpen => Status == InvoiceStatus.Open;
}
