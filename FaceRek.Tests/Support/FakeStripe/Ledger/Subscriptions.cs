using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Starts, changes and ends subscriptions on request; <see cref="Lifecycle"/> does what happens over time.</summary>
public sealed class Subscriptions
{
    private static readonly TimeSpan PendingUpdateLasts = TimeSpan.FromHours(23);

    /// <summary>Parameters allowed together with <c>payment_behavior=pending_if_incomplete</c>.</summary>
    private static readonly string[] MayBePending =
    [
        "items",
        "proration_behavior",
        "proration_date",
        "payment_behavior",
        "expand",
        "off_session",
        "discounts",
        "trial_end",
        "billing_cycle_anchor",
    ];

    private readonly StripeLedger books;
    private readonly Catalogue catalogue;
    private readonly Invoices invoices;
    private readonly Payments payments;
    private readonly Discounts discounts;
    private readonly SubscriptionLimits limits;

    public Subscriptions(
        StripeLedger books,
        Catalogue catalogue,
        Invoices invoices,
        Payments payments,
        Discounts discounts
    )
    {
        (this.books, this.catalogue, this.invoices, this.payments, this.discounts) = (
            books,
            catalogue,
            invoices,
            payments,
            discounts
        );
        limits = new SubscriptionLimits(books);
        payments.Settled += OnSettled;
    }

    public IEnumerable<Route> Routes =>
        [
            new("Subscriptions.retrieve", "GET", "/v1/subscriptions/{id}", "", request => Get(request.Id).DeepClone()),
            new(
                "Subscriptions.list",
                "GET",
                "/v1/subscriptions",
                $"customer status price {Page.Parameters}",
                request => Page.Of(request, Matching(request))
            ),
            new(
                "Subscriptions.update",
                "POST",
                "/v1/subscriptions/{id}",
                "items[].id items[].price items[].quantity proration_behavior proration_date payment_behavior cancel_at_period_end cancel_at cancellation_details.comment cancellation_details.feedback metadata.* default_payment_method description off_session automatic_tax.enabled discounts[].coupon discounts[].promotion_code pause_collection.behavior pause_collection.resumes_at pause_collection",
                Update
            ),
            new(
                "Subscriptions.cancel",
                "DELETE",
                "/v1/subscriptions/{id}",
                "invoice_now prorate cancellation_details.comment cancellation_details.feedback",
                CancelNow
            ),
            new(
                "Subscriptions.resume",
                "POST",
                "/v1/subscriptions/{id}/resume",
                "billing_cycle_anchor.type proration_behavior",
                Resume
            ),
            new(
                "SubscriptionItems.list",
                "GET",
                "/v1/subscription_items",
                $"subscription {Page.Parameters}",
                request => Page.Of(request, Get(request.Required("subscription")).Data("items"))
            ),
            new(
                "Invoices.createPreview",
                "POST",
                "/v1/invoices/create_preview",
                "customer subscription subscription_details.items[].id subscription_details.items[].price subscription_details.items[].quantity subscription_details.proration_behavior subscription_details.proration_date subscription_details.cancel_at_period_end preview_mode automatic_tax.enabled",
                Preview
            ),
        ];

    public JsonObject Get(string id) => books.Get("subscription", id);

    public static bool IsOver(JsonObject subscription) => subscription.Is("status", "canceled", "incomplete_expired");

    /// <summary>
    /// A new subscription whose first invoice is charged at once; <c>incomplete</c> where that fails, <c>trialing</c>
    /// where it is not due yet.
    /// </summary>
    /// <param name="settle">Completes the subscription before its event is recorded.</param>
    public JsonObject Start(
        JsonObject customer,
        JsonObject price,
        long quantity,
        bool isConfirmed,
        Action<JsonObject>? settle = null
    )
    {
        if (customer.Text("currency") is { } currency && currency != price.Text("currency"))
        {
            throw RefusalException.Invalid("You cannot combine currencies on a single customer.", "currency");
        }
        var subscription = books.Add(
            SubscriptionShapes.Subscription(customer.Id(), price.Text("currency")!, books.Seconds)
        );
        settle?.Invoke(subscription);
        var start = books.Now;
        var end = subscription.Time("trial_end") ?? Proration.PeriodEnd(price, start, start);
        if (subscription.Time("trial_end") is not null)
        {
            subscription["billing_cycle_anchor"] = subscription.Whole("trial_end");
        }
        var item = SubscriptionShapes.Item(subscription.Id(), price, quantity, start, end);
        subscription["items"]!["data"] = new JsonArray(item);
        customer["currency"] = price.Text("currency");
        var line = Proration.WholePeriod(item, price, start, end);
        var isTrial = subscription.Time("trial_end") is not null;
        if (isTrial)
        {
            subscription["status"] = "trialing";
        }
        books.Record("customer.subscription.created", subscription);
        var invoice = invoices.Draft(subscription, "subscription_create", [isTrial ? line with { Amount = 0 } : line]);
        subscription["latest_invoice"] = invoice.Id();
        invoices.Finalize(invoice);
        if (invoice.Is("status", "open"))
        {
            payments.Collect(invoice, isConfirmed: isConfirmed);
        }
        discounts.Use(subscription);
        return subscription;
    }

    public void Cancel(JsonObject subscription, string reason)
    {
        var before = subscription.Clone();
        (subscription["status"], subscription["ended_at"]) = ("canceled", books.Seconds);
        subscription["canceled_at"] ??= books.Seconds;
        subscription["pending_update"] = null;
        subscription["cancellation_details"]!["reason"] ??= reason;
        books.Note(subscription.Id())["pending"] = new JsonArray();
        foreach (var invoice in OpenInvoices(subscription))
        {
            (invoice["auto_advance"], invoice["next_payment_attempt"], invoice["automatically_finalizes_at"]) = (
                false,
                null,
                null
            );
        }
        books.Record("customer.subscription.deleted", subscription, Json.Difference(before, subscription));
    }

    /// <summary>As the portal does it: sets the end, not the boolean.</summary>
    public void CancelAtPeriodEnd(JsonObject subscription, bool byBoolean)
    {
        books.Change(
            subscription,
            "customer.subscription.updated",
            changed =>
            {
                (changed["cancel_at"], changed["cancel_at_period_end"], changed["canceled_at"]) = (
                    PeriodEnd(changed),
                    byBoolean,
                    books.Seconds
                );
                changed["cancellation_details"]!["reason"] = "cancellation_requested";
            }
        );
    }

    public void KeepRunning(JsonObject subscription) =>
        books.Change(subscription, "customer.subscription.updated", Keep);

    public static long PeriodEnd(JsonObject subscription) =>
        subscription.Data("items").Min(item => item.Whole("current_period_end"))!.Value;

    /// <summary>Lines that wait for the next invoice.</summary>
    public IReadOnlyList<InvoiceLine> TakePending(JsonObject subscription)
    {
        var waiting = Pending(subscription);
        books.Note(subscription.Id())["pending"] = new JsonArray();
        return waiting;
    }

    public IEnumerable<JsonObject> OpenInvoices(JsonObject subscription) =>
        books
            .Of("invoice")
            .Where(invoice =>
                invoice["parent"]!["subscription_details"]!.Is("subscription", subscription.Id())
                && invoice.Is("status", "draft", "open")
            );

    public JsonObject Change(
        JsonObject subscription,
        IReadOnlyList<ItemChange> changes,
        string prorating,
        string behavior,
        DateTimeOffset at
    )
    {
        var isReset = changes.Any(change =>
            Interval(Item(subscription, change.Item)["price"]!) != Interval(catalogue.Price(change.Price, "items"))
        );
        var lines =
            subscription.Is("status", "trialing") || (prorating == "none" && !isReset)
                ? []
                : Lines(subscription, changes, at, isReset);
        if (prorating == "none" && isReset)
        {
            lines = [.. lines.Where(line => !line.IsProration)];
        }
        if (lines.Count == 0 || (prorating != "always_invoice" && !isReset))
        {
            limits.CountQuantityUpdate(subscription);
            AddPending(subscription, lines);
            Record(subscription, changed => Apply(changed, changes, isReset, at));
            return subscription;
        }
        limits.CountInvoice(subscription);
        Invoice(subscription, changes, lines, isReset, behavior, at);
        return subscription;
    }

    private void Invoice(
        JsonObject subscription,
        IReadOnlyList<ItemChange> changes,
        IReadOnlyList<InvoiceLine> lines,
        bool isReset,
        string behavior,
        DateTimeOffset at
    )
    {
        if (subscription["pending_update"] is not null)
        {
            DropPendingUpdate(subscription);
        }
        var isHeld = behavior is "pending_if_incomplete" or "error_if_incomplete";
        if (!isHeld)
        {
            Record(subscription, changed => Apply(changed, changes, isReset, at));
        }
        var invoice = invoices.Draft(subscription, "subscription_update", [.. TakePending(subscription), .. lines]);
        if (isHeld)
        {
            books.Note(invoice.Id())["change"] = new JsonObject
            {
                ["items"] = new JsonArray([.. changes.Select(change => change.ToJson())]),
                ["reset"] = isReset,
                ["at"] = at.ToUnixTimeSeconds(),
            };
        }
        subscription["latest_invoice"] = invoice.Id();
        invoices.Finalize(invoice);
        if (!invoice.Is("status", "open") || payments.Collect(invoice) == PaymentOutcome.Paid || !isHeld)
        {
            return;
        }
        if (behavior == "error_if_incomplete")
        {
            var exception = payments.Declined(invoice, null);
            invoices.Void(invoice);
            throw exception;
        }
        books.Note(subscription.Id())["update_invoice"] = invoice.Id();
        Record(subscription, changed => changed["pending_update"] = PendingUpdate(changed, changes));
    }

    public void DropPendingUpdate(JsonObject subscription)
    {
        if (
            books.Find(books.Note(subscription.Id()).Text("update_invoice") ?? "") is { } invoice
            && invoice.Is("status", "open")
        )
        {
            invoices.Void(invoice);
        }
        subscription["pending_update"] = null;
        books.Record("customer.subscription.pending_update_expired", subscription);
    }

    private JsonNode Update(StripeRequest request)
    {
        var subscription = Get(request.Id);
        CheckUpdate(subscription, request);
        if (request.Trees("items") is { Count: > 0 } items)
        {
            var at = request.Form.Time("proration_date") ?? books.Now;
            Change(
                subscription,
                Read(subscription, items),
                request.Text("proration_behavior") ?? "create_prorations",
                request.Text("payment_behavior") ?? "allow_incomplete",
                at
            );
        }
        Record(subscription, changed => ApplyRest(changed, request));
        return subscription.DeepClone();
    }

    private static void CheckUpdate(JsonObject subscription, StripeRequest request)
    {
        if (
            IsOver(subscription)
            && request.Form.Any(field => field.Key is not ("metadata" or "cancellation_details" or "expand"))
        )
        {
            throw RefusalException.Invalid(
                "A canceled subscription can only update its cancellation_details and metadata."
            );
        }
        if (
            subscription.Is("status", "incomplete")
            && request.Form.Any(field =>
                field.Key is not ("metadata" or "default_payment_method" or "description" or "expand")
            )
        )
        {
            throw RefusalException.Invalid(
                "This subscription is incomplete: only its metadata, description and payment method can be updated until its first invoice is paid."
            );
        }
        if (
            request.Text("payment_behavior") == "pending_if_incomplete"
            && request.Form.FirstOrDefault(field => !MayBePending.Contains(field.Key)).Key is { } unsupported
        )
        {
            throw RefusalException.Invalid(
                $"The parameter {unsupported} is not supported when payment_behavior is pending_if_incomplete.",
                unsupported
            );
        }
        if (request.Sent("cancel_at") && request.Sent("cancel_at_period_end"))
        {
            throw RefusalException.Invalid("cancel_at and cancel_at_period_end exclude each other.", "cancel_at");
        }
    }

    private void ApplyRest(JsonObject subscription, StripeRequest request)
    {
        if (request.Sent("metadata"))
        {
            subscription["metadata"] = Json.Merged(subscription["metadata"], request.Form["metadata"]);
        }
        if (request.Sent("description"))
        {
            subscription["description"] = request.Form.Text("description");
        }
        if (request.Text("default_payment_method") is { } method)
        {
            subscription["default_payment_method"] = books.Get("payment_method", method, "default_payment_method").Id();
        }
        if (request.Tree("automatic_tax")?.Text("enabled") is { } tax)
        {
            subscription["automatic_tax"]!["enabled"] = tax == "true";
        }
        if (request.Sent("discounts"))
        {
            discounts.Replace(subscription, request.Trees("discounts"));
        }
        if (request.Sent("pause_collection"))
        {
            subscription["pause_collection"] = request.Tree("pause_collection") is { } pause
                ? new JsonObject { ["behavior"] = pause.Text("behavior"), ["resumes_at"] = pause.Whole("resumes_at") }
                : null;
        }
        foreach (var field in new[] { "comment", "feedback" })
        {
            if (request.Tree("cancellation_details")?.Text(field) is { } said)
            {
                subscription["cancellation_details"]![field] = said;
            }
        }
        ApplyEnd(subscription, request);
    }

    private void ApplyEnd(JsonObject subscription, StripeRequest request)
    {
        var end =
            request.Flag("cancel_at_period_end") == true ? PeriodEnd(subscription)
            : request.Text("cancel_at") is "min_period_end" or "max_period_end" ? PeriodEnd(subscription)
            : request.Form.Whole("cancel_at");
        if (end <= books.Seconds)
        {
            throw RefusalException.Invalid("cancel_at must be in the future.", "cancel_at");
        }
        if (end is not null)
        {
            (subscription["cancel_at"], subscription["cancel_at_period_end"], subscription["canceled_at"]) = (
                end,
                request.Flag("cancel_at_period_end") == true,
                books.Seconds
            );
            subscription["cancellation_details"]!["reason"] = "cancellation_requested";
        }
        else if (request.Sent("cancel_at") || request.Flag("cancel_at_period_end") == false)
        {
            Keep(subscription);
        }
    }

    private static void Keep(JsonObject subscription)
    {
        (subscription["cancel_at"], subscription["cancel_at_period_end"], subscription["canceled_at"]) = (
            null,
            false,
            null
        );
        subscription["cancellation_details"]!["reason"] = null;
    }

    private JsonNode CancelNow(StripeRequest request)
    {
        var subscription = Get(request.Id);
        if (IsOver(subscription))
        {
            throw RefusalException.Missing("subscription", request.Id);
        }
        foreach (var field in new[] { "comment", "feedback" })
        {
            if (request.Tree("cancellation_details")?.Text(field) is { } said)
            {
                subscription["cancellation_details"]![field] = said;
            }
        }
        if (request.Flag("prorate") == true)
        {
            AddPending(
                subscription,
                [
                    .. subscription
                        .Data("items")
                        .Select(item =>
                            Proration.Unused(item, catalogue.Price(item["price"]!.Id(), "price"), books.Now)
                        ),
                ]
            );
        }
        if (request.Flag("invoice_now") == true && TakePending(subscription) is { Count: > 0 } lines)
        {
            var invoice = invoices.Finalize(invoices.Draft(subscription, "subscription_update", lines));
            if (invoice.Is("status", "open"))
            {
                payments.Collect(invoice);
            }
        }
        Cancel(subscription, "cancellation_requested");
        return subscription.DeepClone();
    }

    private JsonNode Resume(StripeRequest request)
    {
        var subscription = Get(request.Id);
        if (!subscription.Is("status", "paused"))
        {
            throw RefusalException.Invalid("Only subscriptions with status `paused` can be resumed.");
        }
        var price = catalogue.Price(subscription.Data("items").First()["price"]!.Id(), "price");
        var item = subscription.Data("items").First();
        (item["current_period_start"], item["current_period_end"]) = (
            books.Seconds,
            Proration.PeriodEnd(price, books.Now, books.Now).ToUnixTimeSeconds()
        );
        subscription["billing_cycle_anchor"] = books.Seconds;
        var invoice = invoices.Draft(
            subscription,
            "subscription_update",
            [Proration.WholePeriod(item, price, books.Now, item.Time("current_period_end")!.Value)]
        );
        (subscription["latest_invoice"], subscription["status"]) = (invoice.Id(), "active");
        invoices.Finalize(invoice);
        books.Record("customer.subscription.resumed", subscription);
        if (invoice.Is("status", "open"))
        {
            payments.Collect(invoice);
        }
        return subscription.DeepClone();
    }

    private JsonObject Preview(StripeRequest request)
    {
        var subscription = Get(request.Required("subscription"));
        if (request.Text("customer") is { } customer && !subscription.Is("customer", customer))
        {
            throw RefusalException.Invalid($"The subscription does not belong to customer {customer}.", "subscription");
        }
        if (IsOver(subscription))
        {
            throw RefusalException.Invalid(
                "You cannot preview the upcoming invoice of a canceled subscription.",
                code: "invoice_upcoming_none"
            );
        }
        var details = request.Tree("subscription_details") ?? [];
        var changes = Read(subscription, [.. (details["items"] as JsonArray ?? []).Select(item => item!.AsObject())]);
        var at = details.Time("proration_date") ?? books.Now;
        var isReset = changes.Any(change =>
            Interval(Item(subscription, change.Item)["price"]!) != Interval(catalogue.Price(change.Price, "items"))
        );
        var prorations =
            changes.Count == 0 || details.Is("proration_behavior", "none") || subscription.Is("status", "trialing")
                ? []
                : Lines(subscription, changes, at, isReset);
        var isNow = prorations.Count > 0 && (isReset || details.Is("proration_behavior", "always_invoice"));
        var next = isNow ? [] : NextPeriod(subscription, changes);
        var preview = invoices.Compose(subscription, "upcoming", [.. Pending(subscription), .. prorations, .. next]);
        preview["id"] = "upcoming_" + preview.Id();
        foreach (var line in preview.Data("lines"))
        {
            line["invoice"] = preview.Id();
        }
        return preview;
    }

    private IEnumerable<InvoiceLine> NextPeriod(JsonObject subscription, IReadOnlyList<ItemChange> changes)
    {
        foreach (var item in subscription.Data("items").Select(item => item.Clone()))
        {
            if (changes.FirstOrDefault(change => change.Item == item.Id()) is { } change)
            {
                (item["quantity"], item["price"]) = (change.Quantity, catalogue.Price(change.Price, "items").Clone());
            }
            var price = catalogue.Price(item["price"]!.Id(), "price");
            var start = item.Time("current_period_end")!.Value;
            yield return Proration.WholePeriod(
                item,
                price,
                start,
                Proration.PeriodEnd(price, subscription.Time("billing_cycle_anchor")!.Value, start)
            );
        }
    }

    private List<ItemChange> Read(JsonObject subscription, IReadOnlyList<JsonObject> items) =>
        [
            .. items.Select(
                (item, place) =>
                {
                    var id =
                        item.Text("id")
                        ?? throw RefusalException.Invalid(
                            "Without an id Stripe would add a second item and charge for both; the double does not.",
                            $"items[{place}][id]",
                            "parameter_missing"
                        );
                    var current =
                        subscription.Data("items").FirstOrDefault(candidate => candidate.Id() == id)
                        ?? throw RefusalException.Missing("subscription item", id, $"items[{place}][id]");
                    var price = item.Text("price") is { } wanted
                        ? catalogue.PriceOnSale(wanted, $"items[{place}][price]")
                        : current.Tree("price");
                    if (price["recurring"] is null)
                    {
                        throw RefusalException.Invalid(
                            "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
                            $"items[{place}][price]"
                        );
                    }
                    if (!price.Is("currency", subscription.Text("currency")!))
                    {
                        throw RefusalException.Invalid(
                            "The price's currency does not match the subscription's.",
                            $"items[{place}][price]"
                        );
                    }
                    var quantity = item.Whole("quantity") ?? current.Whole("quantity")!.Value;
                    return quantity >= 0
                        ? new ItemChange(id, price.Id(), quantity)
                        : throw RefusalException.Invalid(
                            "This value must be greater than or equal to 0.",
                            $"items[{place}][quantity]",
                            "parameter_invalid_integer"
                        );
                }
            ),
        ];

    private List<InvoiceLine> Lines(
        JsonObject subscription,
        IReadOnlyList<ItemChange> changes,
        DateTimeOffset at,
        bool isReset
    )
    {
        var lines = new List<InvoiceLine>();
        foreach (var change in changes)
        {
            var item = Item(subscription, change.Item);
            if (item["price"]!.Id() == change.Price && item.Whole("quantity") == change.Quantity)
            {
                continue;
            }
            var price = catalogue.Price(change.Price, "items");
            lines.Add(Proration.Unused(item, catalogue.Price(item["price"]!.Id(), "items"), at));
            lines.Add(
                isReset
                    ? new InvoiceLine(
                        $"{change.Quantity} × {price.Text("lookup_key")}",
                        change.Quantity * price.Whole("unit_amount")!.Value,
                        price,
                        change.Quantity,
                        at,
                        Proration.PeriodEnd(price, at, at),
                        change.Item,
                        IsProration: false
                    )
                    : Proration.Remaining(item, price, change.Quantity, at)
            );
        }
        return lines;
    }

    private void Apply(JsonObject subscription, IReadOnlyList<ItemChange> changes, bool isReset, DateTimeOffset at)
    {
        foreach (var change in changes)
        {
            var (item, price) = (Item(subscription, change.Item), catalogue.Price(change.Price, "items"));
            (item["price"], item["plan"], item["quantity"]) = (
                price.Clone(),
                CatalogueShapes.Plan(price),
                change.Quantity
            );
            if (!isReset)
            {
                continue;
            }
            (item["current_period_start"], item["current_period_end"]) = (
                at.ToUnixTimeSeconds(),
                Proration.PeriodEnd(price, at, at).ToUnixTimeSeconds()
            );
            subscription["billing_cycle_anchor"] = at.ToUnixTimeSeconds();
        }
        if (subscription["cancel_at_period_end"]!.GetValue<bool>())
        {
            subscription["cancel_at"] = PeriodEnd(subscription);
        }
    }

    private JsonObject PendingUpdate(JsonObject subscription, IReadOnlyList<ItemChange> changes)
    {
        var wanted = subscription.Clone();
        Apply(wanted, changes, isReset: false, books.Now);
        return new JsonObject
        {
            ["billing_cycle_anchor"] = null,
            ["cancel_at_period_end"] = null,
            ["discount"] = null,
            ["discounts"] = null,
            ["expires_at"] = (books.Now + PendingUpdateLasts).ToUnixTimeSeconds(),
            ["metadata"] = null,
            ["subscription_items"] = new JsonArray([.. wanted.Data("items").Select(item => item.DeepClone())]),
            ["trial_end"] = null,
            ["trial_from_plan"] = null,
        };
    }

    /// <summary>A paid invoice applies what it was for: the first period, a pending change, or the end of arrears.</summary>
    private void OnSettled(JsonObject invoice)
    {
        var subscription = Get(invoice["parent"]!["subscription_details"]!.Text("subscription")!);
        if (books.Note(invoice.Id())["change"] is JsonObject change && !IsOver(subscription))
        {
            var wasPending = subscription["pending_update"] is not null;
            Record(
                subscription,
                changed =>
                {
                    changed["pending_update"] = null;
                    Apply(
                        changed,
                        [.. change["items"]!.AsArray().Select(item => ItemChange.Of(item!))],
                        change["reset"]!.GetValue<bool>(),
                        change.Time("at")!.Value
                    );
                }
            );
            books.Note(invoice.Id()).Remove("change");
            if (wasPending)
            {
                books.Record("customer.subscription.pending_update_applied", subscription);
            }
        }
        if (
            subscription.Is("status", "incomplete", "past_due", "unpaid")
            && (
                subscription.Is("latest_invoice", invoice.Id())
                || !OpenInvoices(subscription).Any(open => open.Is("status", "open"))
            )
        )
        {
            Record(subscription, changed => changed["status"] = "active");
        }
    }

    private IEnumerable<JsonObject> Matching(StripeRequest request) =>
        books
            .Of("subscription")
            .Where(subscription =>
                (request.Text("customer") is not { } customer || subscription.Is("customer", customer))
                && (
                    request.Text("price") is not { } price
                    || subscription.Data("items").Any(item => item["price"]!.Id() == price)
                )
                && request.Text("status") switch
                {
                    "all" => true,
                    "ended" => IsOver(subscription),
                    null => !subscription.Is("status", "canceled"),
                    var status => subscription.Is("status", status),
                }
            );

    private List<InvoiceLine> Pending(JsonObject subscription) =>
        [
            .. (books.Note(subscription.Id())["pending"] as JsonArray ?? [])
                .Select(line => line!.AsObject())
                .Select(line => new InvoiceLine(
                    line.Text("description")!,
                    line.Whole("amount")!.Value,
                    catalogue.Price(line.Text("price")!, "price"),
                    line.Whole("quantity")!.Value,
                    line.Time("start")!.Value,
                    line.Time("end")!.Value,
                    line.Text("item")!,
                    IsProration: true
                )),
        ];

    private void AddPending(JsonObject subscription, IReadOnlyList<InvoiceLine> lines)
    {
        var waiting = books.Note(subscription.Id())["pending"] as JsonArray ?? [];
        foreach (var line in lines)
        {
            waiting.Add(
                new JsonObject
                {
                    ["description"] = line.Description,
                    ["amount"] = line.Amount,
                    ["price"] = line.Price.Id(),
                    ["quantity"] = line.Quantity,
                    ["start"] = line.Start.ToUnixTimeSeconds(),
                    ["end"] = line.End.ToUnixTimeSeconds(),
                    ["item"] = line.Item,
                }
            );
        }
        books.Note(subscription.Id())["pending"] = waiting.DeepClone();
    }

    private void Record(JsonObject subscription, Action<JsonObject> change) =>
        books.Change(subscription, "customer.subscription.updated", change);

    private static JsonObject Item(JsonObject subscription, string id) =>
        subscription.Data("items").First(item => item.Id() == id);

    private static (string?, long?) Interval(JsonNode price) =>
        (price["recurring"]!.Text("interval"), price["recurring"]!.Whole("interval_count"));
}
