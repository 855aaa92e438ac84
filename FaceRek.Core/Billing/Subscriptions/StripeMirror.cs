using FaceRek.Core.Billing.History;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Writes a snapshot into the rows, with an audit entry for changes and an email for what owners must know. It only
/// compares stored rows with the snapshot; which event arrived proves nothing.
/// </summary>
internal sealed class StripeMirror(FaceRekDb db, Organization organization, SyncTrigger trigger, DateTimeOffset now)
{
    private const string NotAsked = "Stripe";

    /// <returns>All subscriptions, as they are now.</returns>
    public async Task<IReadOnlyList<Subscription>> ApplyAsync(
        StripeCustomerSnapshot reading,
        CancellationToken cancellationToken
    )
    {
        var subscriptions = await SubscriptionsAsync(reading, cancellationToken);
        await InvoicesAsync(reading.Invoices, subscriptions, cancellationToken);
        await PaymentsAsync(reading.Payments, cancellationToken);
        return subscriptions;
    }

    private async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(
        StripeCustomerSnapshot reading,
        CancellationToken cancellationToken
    )
    {
        var known = await db
            .Subscriptions.AsTracking()
            .ToDictionaryAsync(subscription => subscription.StripeId, StringComparer.Ordinal, cancellationToken);
        foreach (var told in reading.Subscriptions)
        {
            var isNew = !known.TryGetValue(told.StripeId, out var subscription);
            subscription ??= new Subscription { OrganizationId = organization.Id, StripeId = told.StripeId };
            await TakeOverAsync(subscription, told, isNew, cancellationToken);
            known[told.StripeId] = subscription;
        }
        // Subscriptions end with their customer; Stripe no longer lists them.
        foreach (var orphan in known.Values.Where(subscription => reading.IsGone && !subscription.IsTerminal))
        {
            await TakeOverAsync(orphan, Ended(orphan), isNew: false, cancellationToken);
        }
        return [.. known.Values];
    }

    private async Task TakeOverAsync(
        Subscription subscription,
        SubscriptionSnapshot told,
        bool isNew,
        CancellationToken cancellationToken
    )
    {
        var (before, wasLive) = (isNew ? null : subscription.InWords(), subscription.IsLive);
        var isChanged = subscription.Apply(told, now);
        if (isNew)
        {
            db.Add(subscription);
        }
        if (!isNew && !isChanged)
        {
            return;
        }
        Record("subscription.changed", subscription.Id, before, subscription.InWords());
        if (wasLive && subscription.KnownStatus == SubscriptionStatus.Canceled)
        {
            await WriteToOwnersAsync(
                new BillingEmail
                {
                    OrganizationId = organization.Id,
                    Key = $"cancelled {subscription.StripeId}",
                    Kind = BillingEmailKind.Cancelled,
                    About = subscription.EndedAt ?? now,
                    CreatedAt = now,
                },
                cancellationToken
            );
        }
    }

    private static SubscriptionSnapshot Ended(Subscription orphan) =>
        new(
            orphan.StripeId,
            orphan.ItemId,
            SubscriptionStatus.Canceled,
            orphan.LookupKey,
            orphan.Seats,
            orphan.CreatedAt
        )
        {
            EndReason = "customer_removed",
        };

    private async Task InvoicesAsync(
        IReadOnlyList<InvoiceSnapshot> told,
        IReadOnlyList<Subscription> subscriptions,
        CancellationToken cancellationToken
    )
    {
        var ids = told.Select(invoice => invoice.StripeId).ToList();
        var known = await db
            .Invoices.Where(invoice => ids.Contains(invoice.StripeId))
            .AsTracking()
            .ToDictionaryAsync(invoice => invoice.StripeId, StringComparer.Ordinal, cancellationToken);
        var unpaid = subscriptions
            .Where(subscription => subscription.KnownStatus is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid)
            .ToDictionary(subscription => subscription.StripeId, StringComparer.Ordinal);
        foreach (var snapshot in told)
        {
            if (!known.TryGetValue(snapshot.StripeId, out var invoice))
            {
                db.Add(invoice = new Invoice { OrganizationId = organization.Id, StripeId = snapshot.StripeId });
            }
            TakeOver(invoice, snapshot);
            if (invoice.IsOverdue && unpaid.TryGetValue(invoice.SubscriptionId ?? "", out var subscription))
            {
                await WriteToOwnersAsync(AboutPayment(invoice, subscription, snapshot.NeedsAction), cancellationToken);
            }
        }
    }

    private static void TakeOver(Invoice invoice, InvoiceSnapshot told)
    {
        (invoice.SubscriptionId, invoice.Number, invoice.Status, invoice.Currency) = (
            told.SubscriptionId,
            told.Number,
            told.Status,
            told.Currency
        );
        (invoice.Total, invoice.Tax, invoice.Paid, invoice.Remaining) = (
            told.Total,
            told.Tax,
            told.Paid,
            told.Remaining
        );
        (invoice.CreatedAt, invoice.FinalizedAt, invoice.PaidAt) = (told.CreatedAt, told.FinalizedAt, told.PaidAt);
        (invoice.PeriodStartAt, invoice.PeriodEndAt) = (told.PeriodStartAt, told.PeriodEndAt);
        (invoice.Attempts, invoice.NextAttemptAt) = (told.Attempts, told.NextAttemptAt);
    }

    /// <summary>One email for each failed attempt.</summary>
    private BillingEmail AboutPayment(Invoice invoice, Subscription subscription, bool needsAction) =>
        new()
        {
            OrganizationId = organization.Id,
            Key = $"{(needsAction ? "action-required" : "payment-failed")} {invoice.StripeId} {invoice.Attempts}",
            Kind = needsAction ? BillingEmailKind.ActionRequired : BillingEmailKind.PaymentFailed,
            About = subscription.GraceUntil,
            Amount = invoice.Remaining,
            Currency = invoice.Currency,
            CreatedAt = now,
        };

    private async Task PaymentsAsync(IReadOnlyList<PaymentSnapshot> told, CancellationToken cancellationToken)
    {
        var ids = told.Select(payment => payment.StripeId).ToList();
        var known = await db
            .Payments.Where(payment => ids.Contains(payment.StripeId))
            .AsTracking()
            .ToDictionaryAsync(payment => payment.StripeId, StringComparer.Ordinal, cancellationToken);
        foreach (var snapshot in told)
        {
            var isNew = !known.TryGetValue(snapshot.StripeId, out var payment);
            if (payment is null)
            {
                db.Add(
                    payment = new Payment
                    {
                        OrganizationId = organization.Id,
                        StripeId = snapshot.StripeId,
                        IsRefund = snapshot.IsRefund,
                    }
                );
            }
            var wasDisputed = payment.IsDisputed;
            (payment.InvoiceId, payment.RefundOf, payment.Status, payment.Amount) = (
                snapshot.InvoiceId ?? payment.InvoiceId,
                snapshot.RefundOf,
                snapshot.Status,
                snapshot.Amount
            );
            (payment.Currency, payment.At, payment.FailureCode, payment.Means, payment.IsDisputed) = (
                snapshot.Currency,
                snapshot.At,
                snapshot.FailureCode,
                snapshot.Means,
                snapshot.IsDisputed
            );
            if (isNew && payment.IsRefund)
            {
                Record("payment.refunded", payment.Id, null, payment.Money.ToString());
            }
            if (payment.IsDisputed != wasDisputed)
            {
                Record(
                    "payment.disputed",
                    payment.Id,
                    wasDisputed ? "disputed" : null,
                    payment.IsDisputed ? "disputed" : "settled"
                );
            }
        }
    }

    private async Task WriteToOwnersAsync(BillingEmail told, CancellationToken cancellationToken)
    {
        if (!await db.BillingEmails.AnyAsync(known => known.Key == told.Key, cancellationToken))
        {
            await db.AddBillingEmailAsync(told, cancellationToken);
        }
    }

    private void Record(string what, Guid subjectId, string? before, string after) =>
        db.Add(
            new AuditEntry
            {
                OrganizationId = organization.Id,
                At = now,
                What = what,
                ByUserId = trigger.ByUserId,
                By = trigger.ByUserId is null ? NotAsked : null,
                SubjectId = subjectId,
                Before = before,
                After = after,
            }
        );
}
