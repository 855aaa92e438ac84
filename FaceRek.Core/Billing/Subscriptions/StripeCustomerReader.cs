using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Stripe;
using Stripe;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Reads everything about one customer from Stripe. Events only supply ids; the state comes from here.</summary>
public sealed class StripeCustomerReader(StripeConnection stripe)
{
    /// <summary>The newest are copied; older ones were copied before and do not change.</summary>
    private const int MaxCount = 100;

    public bool IsConfigured => stripe.IsConfigured;

    internal async Task<StripeCustomerSnapshot> ReadAsync(
        string customerId,
        string? sessionId,
        CancellationToken cancellationToken
    )
    {
        var api = stripe.Api;
        if (await IsGoneAsync(customerId, cancellationToken))
        {
            return new StripeCustomerSnapshot(IsGone: true, [], [], [], HasEndedCheckout: true);
        }
        var subscriptions = await api.Subscriptions.ListAsync(
            new SubscriptionListOptions
            {
                Customer = customerId,
                Status = "all",
                Limit = MaxCount,
            },
            cancellationToken: cancellationToken
        );
        var invoices = await api.Invoices.ListAsync(
            new InvoiceListOptions
            {
                Customer = customerId,
                Limit = MaxCount,
                Expand = ["data.payments"],
            },
            cancellationToken: cancellationToken
        );
        var charges = await api.Charges.ListAsync(
            new ChargeListOptions { Customer = customerId, Limit = MaxCount },
            cancellationToken: cancellationToken
        );
        return new StripeCustomerSnapshot(
            IsGone: false,
            [.. subscriptions.Select(subscription => Snapshot(subscription, invoices))],
            await SnapshotsAsync(invoices, cancellationToken),
            await SnapshotsAsync(charges, invoices, cancellationToken),
            sessionId is not null && await HasEndedAsync(sessionId, cancellationToken)
        );
    }

    private async Task<bool> IsGoneAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            return (await stripe.Api.Customers.GetAsync(customerId, cancellationToken: cancellationToken)).Deleted
                == true;
        }
        catch (StripeException exception) when (exception.IsMissing())
        {
            return true;
        }
    }

    private async Task<bool> HasEndedAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return (await stripe.Api.Checkout.Sessions.GetAsync(sessionId, cancellationToken: cancellationToken)).Status
                != "open";
        }
        catch (StripeException exception) when (exception.IsMissing())
        {
            return true;
        }
    }

    private static SubscriptionSnapshot Snapshot(
        global::Stripe.Subscription told,
        IEnumerable<global::Stripe.Invoice> invoices
    )
    {
        var item = told.Items?.Data?.FirstOrDefault();
        var overdue = invoices
            .Where(invoice =>
                SubscriptionOf(invoice) == told.Id && invoice.Status == InvoiceStatus.Open && invoice.AttemptCount > 0
            )
            .Select(invoice => Utc(invoice.StatusTransitions?.FinalizedAt) ?? Utc(invoice.Created))
            .Min();
        return new SubscriptionSnapshot(
            told.Id,
            item?.Id ?? "",
            told.Status ?? "",
            item?.Price?.LookupKey,
            (int)(item?.Quantity ?? 0),
            Utc(told.Created) ?? throw new InvalidDataException("A subscription without a time.")
        )
        {
            PeriodStartAt = Utc(item?.CurrentPeriodStart),
            PeriodEndAt = Utc(item?.CurrentPeriodEnd),
            // The portal sets the date; the API sets the flag, and with it the date.
            CancelAt = Utc(told.CancelAt) ?? (told.CancelAtPeriodEnd ? Utc(item?.CurrentPeriodEnd) : null),
            CancelsAtPeriodEnd = told.CancelAtPeriodEnd,
            EndedAt = Utc(told.EndedAt),
            EndReason = told.CancellationDetails?.Reason,
            IsCollectionPaused = told.PauseCollection is not null,
            PendingUntil = Utc(told.PendingUpdate?.ExpiresAt),
            UnpaidSince = overdue,
        };
    }

    private async Task<IReadOnlyList<InvoiceSnapshot>> SnapshotsAsync(
        IEnumerable<global::Stripe.Invoice> invoices,
        CancellationToken cancellationToken
    )
    {
        var snapshots = new List<InvoiceSnapshot>();
        foreach (var told in invoices)
        {
            var isOverdue = told.Status == InvoiceStatus.Open && told.AttemptCount > 0;
            snapshots.Add(
                new InvoiceSnapshot(
                    told.Id,
                    SubscriptionOf(told),
                    told.Number,
                    told.Status ?? InvoiceStatus.Draft,
                    told.Currency,
                    told.Total,
                    told.TotalTaxes?.Sum(tax => tax.Amount) ?? 0,
                    told.AmountPaid,
                    told.AmountRemaining,
                    Utc(told.Created) ?? throw new InvalidDataException("An invoice without a time."),
                    Utc(told.StatusTransitions?.FinalizedAt),
                    Utc(told.StatusTransitions?.PaidAt),
                    Utc(told.PeriodStart),
                    Utc(told.PeriodEnd),
                    (int)told.AttemptCount,
                    Utc(told.NextPaymentAttempt),
                    isOverdue && await NeedsActionAsync(told, cancellationToken)
                )
            );
        }
        return snapshots;
    }

    private async Task<bool> NeedsActionAsync(global::Stripe.Invoice invoice, CancellationToken cancellationToken)
    {
        var intentId = invoice
            .Payments?.Data?.Where(payment => payment.Status == "open")
            .Select(payment => payment.Payment?.PaymentIntentId)
            .FirstOrDefault(id => !string.IsNullOrEmpty(id));
        return intentId is not null
            && (await stripe.Api.PaymentIntents.GetAsync(intentId, cancellationToken: cancellationToken)).Status
                == "requires_action";
    }

    private async Task<IReadOnlyList<PaymentSnapshot>> SnapshotsAsync(
        IEnumerable<Charge> charges,
        IEnumerable<global::Stripe.Invoice> invoices,
        CancellationToken cancellationToken
    )
    {
        var invoiceOf = invoices
            .SelectMany(
                invoice => invoice.Payments?.Data ?? [],
                (invoice, payment) => (Intent: payment.Payment?.PaymentIntentId, invoice.Id)
            )
            .Where(pair => !string.IsNullOrEmpty(pair.Intent))
            .DistinctBy(pair => pair.Intent)
            .ToDictionary(pair => pair.Intent!, pair => pair.Id, StringComparer.Ordinal);
        var snapshots = new List<PaymentSnapshot>();
        foreach (var charge in charges)
        {
            var invoiceId = charge.PaymentIntentId is { } intent ? invoiceOf.GetValueOrDefault(intent) : null;
            snapshots.Add(
                new PaymentSnapshot(
                    charge.Id,
                    IsRefund: false,
                    invoiceId,
                    null,
                    charge.Status ?? "",
                    charge.Amount,
                    charge.Currency,
                    Utc(charge.Created) ?? throw new InvalidDataException("A charge without a time."),
                    charge.FailureCode,
                    MeansOf(charge),
                    charge.Disputed
                )
            );
            if (charge.AmountRefunded == 0)
            {
                continue;
            }
            var refunds = await stripe.Api.Refunds.ListAsync(
                new RefundListOptions { Charge = charge.Id, Limit = MaxCount },
                cancellationToken: cancellationToken
            );
            snapshots.AddRange(
                refunds.Select(refund => new PaymentSnapshot(
                    refund.Id,
                    IsRefund: true,
                    invoiceId,
                    charge.Id,
                    refund.Status ?? "",
                    refund.Amount,
                    refund.Currency,
                    Utc(refund.Created) ?? throw new InvalidDataException("A refund without a time."),
                    refund.FailureReason,
                    MeansOf(charge),
                    IsDisputed: false
                ))
            );
        }
        return snapshots;
    }

    private static string? SubscriptionOf(global::Stripe.Invoice invoice) =>
        invoice.Parent?.SubscriptionDetails?.SubscriptionId;

    private static string? MeansOf(Charge charge) =>
        charge.PaymentMethodDetails is { Card: { } card }
            ? $"{card.Brand} ···· {card.Last4}"
            : charge.PaymentMethodDetails?.Type;

    /// <summary>Stripe.net returns 1970 for a missing time.</summary>
    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } told && told > DateTime.UnixEpoch
            ? new DateTimeOffset(DateTime.SpecifyKind(told, DateTimeKind.Utc))
            : null;
}

/// <summary>Everything about one customer as Stripe returned it just now.</summary>
/// <param name="IsGone">The customer was deleted at Stripe.</param>
/// <param name="HasEndedCheckout">The checkout stored as open has ended.</param>
internal sealed record StripeCustomerSnapshot(
    bool IsGone,
    IReadOnlyList<SubscriptionSnapshot> Subscriptions,
    IReadOnlyList<InvoiceSnapshot> Invoices,
    IReadOnlyList<PaymentSnapshot> Payments,
    bool HasEndedCheckout
);

/// <param name="NeedsAction">The bank waits for the customer's confirmation.</param>
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
