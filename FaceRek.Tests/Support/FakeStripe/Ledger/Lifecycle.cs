using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>
/// What happens over time: periods and trials end, drafts are finalised after an hour, failed payments are retried, and
/// unused sessions expire.
/// </summary>
public sealed class Lifecycle
{
    private static readonly TimeSpan DraftLasts = TimeSpan.FromHours(1);
    private static readonly TimeSpan IncompleteLasts = TimeSpan.FromHours(23);
    private static readonly TimeSpan WarnsBeforeTrialEnd = TimeSpan.FromDays(3);

    /// <summary>Days between failed attempts.</summary>
    private static readonly int[] RetryDays = [3, 5, 7];

    private readonly StripeLedger books;
    private readonly Catalogue catalogue;
    private readonly Customers customers;
    private readonly Invoices invoices;
    private readonly Payments payments;
    private readonly Subscriptions subscriptions;
    private readonly Discounts discounts;

    public Lifecycle(
        StripeLedger books,
        Catalogue catalogue,
        Customers customers,
        Invoices invoices,
        Payments payments,
        Subscriptions subscriptions,
        Discounts discounts
    )
    {
        (this.books, this.catalogue, this.customers, this.invoices, this.payments, this.subscriptions, this.discounts) =
            (books, catalogue, customers, invoices, payments, subscriptions, discounts);
        payments.Failed += OnFailed;
    }

    public RetryEnd AfterLastRetry { get; set; } = RetryEnd.StayPastDue;

    /// <summary>What is due, with its moment; an action must remove itself from the list.</summary>
    public IEnumerable<(DateTimeOffset At, Action Do)> Due() =>
        books
            .Of("subscription")
            .Where(subscription => !Subscriptions.IsOver(subscription))
            .SelectMany(OfSubscription)
            .Concat(books.Of("invoice").SelectMany(OfInvoice));

    private IEnumerable<(DateTimeOffset, Action)> OfSubscription(JsonObject subscription)
    {
        if (subscription["pending_update"] is { } pending)
        {
            yield return (pending.Time("expires_at")!.Value, () => subscriptions.DropPendingUpdate(subscription));
        }
        switch (subscription.Text("status"))
        {
            case "incomplete":
                yield return (subscription.Time("created")!.Value + IncompleteLasts, () => Expire(subscription));
                yield break;
            case "paused":
                yield break;
            case "trialing" when books.Note(subscription.Id())["warned"] is null:
                yield return (subscription.Time("trial_end")!.Value - WarnsBeforeTrialEnd, () => Warn(subscription));
                break;
        }
        if (subscription.Time("cancel_at") is { } end)
        {
            yield return (end, () => subscriptions.Cancel(subscription, "cancellation_requested"));
        }
        yield return (
            DateTimeOffset.FromUnixTimeSeconds(Subscriptions.PeriodEnd(subscription)),
            () => EndPeriod(subscription)
        );
    }

    private IEnumerable<(DateTimeOffset, Action)> OfInvoice(JsonObject invoice)
    {
        if (invoice.Is("status", "draft") && invoice.Time("automatically_finalizes_at") is { } at)
        {
            yield return (at, () => FinalizeAndCollect(invoice));
        }
        if (invoice.Is("status", "open") && invoice.Time("next_payment_attempt") is { } attempt)
        {
            yield return (attempt, () => payments.Collect(invoice));
        }
    }

    private void FinalizeAndCollect(JsonObject invoice)
    {
        invoices.Finalize(invoice);
        if (invoice.Is("status", "open"))
        {
            payments.Collect(invoice);
        }
    }

    private void Warn(JsonObject subscription)
    {
        books.Note(subscription.Id())["warned"] = true;
        books.Record("customer.subscription.trial_will_end", subscription);
    }

    private void Expire(JsonObject subscription)
    {
        foreach (var invoice in subscriptions.OpenInvoices(subscription).Where(invoice => invoice.Is("status", "open")))
        {
            invoices.Void(invoice);
        }
        books.Change(
            subscription,
            "customer.subscription.updated",
            changed => (changed["status"], changed["ended_at"]) = ("incomplete_expired", books.Seconds)
        );
    }

    private void EndPeriod(JsonObject subscription)
    {
        if (subscription.Is("status", "trialing") && EndsWithoutCard(subscription))
        {
            return;
        }
        var lines = new List<InvoiceLine>();
        books.Change(
            subscription,
            "customer.subscription.updated",
            changed =>
            {
                if (changed.Is("status", "trialing"))
                {
                    changed["status"] = "active";
                }
                lines.AddRange(changed.Data("items").ToArray().Select(item => Advance(changed, item)));
            }
        );
        discounts.DropEnded(subscription);
        var invoice = invoices.Draft(
            subscription,
            "subscription_cycle",
            [.. subscriptions.TakePending(subscription), .. lines]
        );
        var isCollected = !subscription.Is("status", "unpaid") && subscription["pause_collection"] is null;
        (invoice["auto_advance"], invoice["automatically_finalizes_at"]) = (
            isCollected,
            isCollected ? (books.Now + DraftLasts).ToUnixTimeSeconds() : null
        );
        subscription["latest_invoice"] = invoice.Id();
        discounts.Use(subscription);
    }

    /// <summary>A trial that ends without a card to charge does what was agreed when it started.</summary>
    private bool EndsWithoutCard(JsonObject subscription)
    {
        if (customers.DefaultCard(books.Get("customer", subscription.Text("customer")!), subscription) is not null)
        {
            return false;
        }
        switch (subscription["trial_settings"]!["end_behavior"]!.Text("missing_payment_method"))
        {
            case "cancel":
                subscriptions.Cancel(subscription, "cancellation_requested");
                return true;
            case "pause":
                subscription["status"] = "paused";
                books.Record("customer.subscription.paused", subscription);
                return true;
            default:
                return false;
        }
    }

    private InvoiceLine Advance(JsonObject subscription, JsonObject item)
    {
        var price = catalogue.Price(item["price"]!.Id(), "price");
        var start = item.Time("current_period_end")!.Value;
        var end = Proration.PeriodEnd(price, subscription.Time("billing_cycle_anchor")!.Value, start);
        (item["current_period_start"], item["current_period_end"]) = (
            start.ToUnixTimeSeconds(),
            end.ToUnixTimeSeconds()
        );
        return Proration.WholePeriod(item, price, start, end);
    }

    /// <summary>
    /// A failed first invoice and a failed pending change leave the rest unchanged; every other failure is overdue and
    /// is retried.
    /// </summary>
    private void OnFailed(JsonObject invoice, PaymentOutcome outcome)
    {
        var subscription = subscriptions.Get(invoice["parent"]!["subscription_details"]!.Text("subscription")!);
        if (
            subscription.Is("status", "incomplete")
            || Subscriptions.IsOver(subscription)
            || books.Note(invoice.Id())["change"] is not null
        )
        {
            return;
        }
        var failures = (int)invoice.Whole("attempt_count")!.Value;
        var isLast = failures > RetryDays.Length;
        invoice["next_payment_attempt"] =
            isLast || outcome == PaymentOutcome.NeedsAction
                ? null
                : (books.Now + TimeSpan.FromDays(RetryDays[failures - 1])).ToUnixTimeSeconds();
        if (isLast && AfterLastRetry == RetryEnd.Cancel)
        {
            subscriptions.Cancel(subscription, "payment_failed");
            return;
        }
        if (subscription.Is("status", "unpaid"))
        {
            return;
        }
        books.Change(
            subscription,
            "customer.subscription.updated",
            changed => changed["status"] = isLast && AfterLastRetry == RetryEnd.BecomeUnpaid ? "unpaid" : "past_due"
        );
    }
}
