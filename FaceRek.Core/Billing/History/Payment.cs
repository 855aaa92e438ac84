using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.History;

/// <summary>A payment or a refund, also a failed or pending one. A copy of Stripe's charges and refunds.</summary>
public sealed class Payment : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>ch_…, py_… or re_…; unique.</summary>
    public required string StripeId { get; init; }
    public required bool IsRefund { get; init; }

    /// <summary>in_… of the invoice it was for, if any.</summary>
    public string? InvoiceId { get; set; }

    /// <summary>ch_… of the refunded payment.</summary>
    public string? RefundOf { get; set; }

    /// <summary>Stripe's word: succeeded, pending, failed, canceled, requires_action.</summary>
    public string Status { get; set; } = "";

    /// <summary>In minor units, never negative.</summary>
    public long Amount { get; set; }
    public string Currency { get; set; } = PlanCatalogue.Currency;
    public DateTimeOffset At { get; set; }

    /// <summary>Stripe's error code, such as card_declined.</summary>
    public string? FailureCode { get; set; }

    /// <summary>For a card its brand and last four digits; else the payment method.</summary>
    public string? Means { get; set; }
    public bool IsDisputed { get; set; }
    public bool HasSucceeded => Status == "succeeded";
    public Money Money => new(Amount, Currency);
}
