using FaceRek.Core.Billing;

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
