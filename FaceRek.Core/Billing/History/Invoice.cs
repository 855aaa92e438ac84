using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.History;

/// <summary>
/// A copy of an invoice at Stripe, written only by <c>SubscriptionSync</c>. Its page and PDF are requested from Stripe
/// when needed.
/// </summary>
public sealed class Invoice : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>in_…; unique.</summary>
    public required string StripeId { get; init; }

    /// <summary>sub_…; null for an invoice created by hand.</summary>
    public string? SubscriptionId { get; set; }

    /// <summary>As printed on the invoice; null while it is a draft.</summary>
    public string? Number { get; set; }

    /// <summary>See <see cref="InvoiceStatus"/>.</summary>
    public string Status { get; set; } = InvoiceStatus.Draft;
    public string Currency { get; set; } = PlanCatalogue.Currency;

    /// <summary>Tax included, in minor units, like all amounts here.</summary>
    public long Total { get; set; }
    public long Tax { get; set; }
    public long Paid { get; set; }
    public long Remaining { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? FinalizedAt { get; set; }
    public DateTimeOffset? PaidAt { get; set; }
    public DateTimeOffset? PeriodStartAt { get; set; }
    public DateTimeOffset? PeriodEndAt { get; set; }

    /// <summary>How often Stripe tried to collect it.</summary>
    public int Attempts { get; set; }

    /// <summary>When it will try again; null where it will not.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>Collection was attempted and failed.</summary>
    public bool IsOverdue => Status == InvoiceStatus.Open && Attempts > 0;
}

/// <summary>Stripe's words for the status of an invoice.</summary>
public static class InvoiceStatus
{
    public const string Draft = "draft";
    public const string Open = "open";
    public const string Paid = "paid";
    public const string Void = "void";
    public const string Uncollectible = "uncollectible";
}
