using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.History;

/// <summary>Money that went one way or the other, or was to: a payment, or a refund of one. A mirror of Stripe's charges and refunds.</summary>
public sealed class Payment : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>ch_…, py_… or re_…; unique.</summary>
    public required string StripeId { get; init; }
    public required bool IsRefund { get; init; }

    /// <summary>in_… of the invoice it was for, where it was for one.</summary>
    public string? InvoiceId { get; set; }

    /// <summary>ch_… of the payment that a refund gives back.</summary>
    public string? RefundOf { get; set; }

    /// <summary>Stripe's word: succeeded, pending, failed, canceled, requires_action.</summary>
    public string Status { get; set; } = "";

    /// <summary>In minor units, never negative.</summary>
    public long Amount { get; set; }
    public string Currency { get; set; } = PlanCatalogue.Currency;
    public DateTimeOffset At { get; set; }

    /// <summary>Stripe's code of what went wrong, as in card_declined.</summary>
    public string? FailureCode { get; set; }

    /// <summary>Of a card: its brand and last four digits; else the kind of payment.</summary>
    public string? Means { get; set; }
    public bool IsDisputed { get; set; }
    public bool HasSucceeded => Status == "succeeded";
    public Money Money => new(Amount, Currency);
}
