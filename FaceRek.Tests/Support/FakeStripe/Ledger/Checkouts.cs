using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Checkout sessions for subscriptions: opened by the API, paid on the hosted page, expired by time.</summary>
public sealed class Checkouts(
    StripeLedger books,
    Catalogue catalogue,
    Customers customers,
    Subscriptions subscriptions,
    Discounts discounts,
    Uri site
)
{
    private const int MostQuantity = 999_999;
    private static readonly TimeSpan ShortestTrial = TimeSpan.FromHours(48);
    private static readonly (TimeSpan Least, TimeSpan Most) Lifetime = (
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(24)
    );

    public IEnumerable<Route> Routes =>
        [
            new(
                "Checkout.Sessions.create",
                "POST",
                "/v1/checkout/sessions",
                "mode customer customer_update.address customer_update.name success_url cancel_url client_reference_id metadata.* line_items[].price line_items[].quantity line_items[].adjustable_quantity.* allow_promotion_codes discounts[].coupon discounts[].promotion_code automatic_tax.enabled tax_id_collection.enabled billing_address_collection expires_at locale payment_method_collection subscription_data.metadata.* subscription_data.description subscription_data.trial_end subscription_data.trial_period_days subscription_data.trial_settings.end_behavior.missing_payment_method subscription_data.billing_mode.* ui_mode submit_type",
                Create
            ),
            new(
                "Checkout.Sessions.retrieve",
                "GET",
                "/v1/checkout/sessions/{id}",
                "",
                request => Get(request.Id).DeepClone()
            ),
            new(
                "Checkout.Sessions.list",
                "GET",
                "/v1/checkout/sessions",
                $"customer status subscription {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        books
                            .Of("checkout.session")
                            .Where(session =>
                                (request.Text("customer") is not { } customer || session.Is("customer", customer))
                                && (request.Text("status") is not { } status || session.Is("status", status))
                                && (
                                    request.Text("subscription") is not { } subscription
                                    || session.Is("subscription", subscription)
                                )
                            )
                    )
            ),
            new(
                "Checkout.Sessions.expire",
                "POST",
                "/v1/checkout/sessions/{id}/expire",
                "",
                request => Expire(Get(request.Id)).DeepClone()
            ),
            new(
                "Checkout.Sessions.listLineItems",
                "GET",
                "/v1/checkout/sessions/{id}/line_items",
                Page.Parameters,
                request => LineItems(Get(request.Id))
            ),
        ];

    public JsonObject Get(string id) => books.Get("checkout.session", id);

    public JsonObject LineItems(JsonObject session) =>
        Json.List(
            $"/v1/checkout/sessions/{session.Id()}/line_items",
            [SessionShapes.LineItem(session, Price(session), Quantity(session))]
        );

    public JsonObject Price(JsonObject session) => catalogue.Price(books.Note(session.Id()).Text("price")!, "price");

    public long Quantity(JsonObject session) => books.Note(session.Id()).Whole("quantity")!.Value;

    public IEnumerable<(DateTimeOffset At, Action Do)> Due() =>
        books
            .Of("checkout.session")
            .Where(session => session.Is("status", "open"))
            .Select(session => (session.Time("expires_at")!.Value, (Action)(() => Expire(session))));

    /// <summary>False where no such code is valid.</summary>
    public bool Redeem(JsonObject session, string typed)
    {
        if (discounts.Holding(typed) is not { } code)
        {
            return false;
        }
        books.Note(session.Id())["code"] = code.Id();
        session["discounts"] = new JsonArray(new JsonObject { ["coupon"] = null, ["promotion_code"] = code.Id() });
        PutAmounts(session, discounts.CouponOf(code));
        return true;
    }

    /// <summary>The buyer pressed the button. A card that fails leaves the session open and creates no subscription.</summary>
    public PaymentOutcome Pay(JsonObject session, Card card, bool isConfirmed)
    {
        if (!session.Is("status", "open"))
        {
            throw RefusalException.Invalid($"This session is {session.Text("status")}.");
        }
        if (card.Conduct is CardConduct.Declines or CardConduct.LacksFunds)
        {
            return PaymentOutcome.Declined;
        }
        if (card.Conduct == CardConduct.Asks && !isConfirmed)
        {
            return PaymentOutcome.NeedsAction;
        }
        if (card.Conduct == CardConduct.DeclinesLater && books.Note(session.Id())["trial_end"] is null)
        {
            return PaymentOutcome.Declined;
        }
        Complete(session, card);
        return PaymentOutcome.Paid;
    }

    public JsonObject Expire(JsonObject session)
    {
        if (!session.Is("status", "open"))
        {
            throw RefusalException.Invalid("Only Checkout Sessions with a status in [\"open\"] can be expired.");
        }
        (session["status"], session["url"]) = ("expired", null);
        books.Record("checkout.session.expired", session);
        return session;
    }

    private void Complete(JsonObject session, Card card)
    {
        var customer = customers.Get(session.Text("customer")!);
        var note = books.Note(session.Id());
        if (note["fills_address"] is not null && customer["address"] is null)
        {
            customer["address"] = CustomerShapes.Address(new JsonObject { ["country"] = "GB" });
        }
        var method = customers.Save(customer, card);
        var subscription = subscriptions.Start(
            customer,
            Price(session),
            Quantity(session),
            isConfirmed: true,
            started =>
            {
                started["default_payment_method"] = method.Id();
                started["metadata"] = note["metadata"].CloneOrEmpty();
                started["description"] = note.Text("description");
                started["automatic_tax"]!["enabled"] = session["automatic_tax"]!["enabled"]!.DeepClone();
                if (note.Whole("trial_end") is { } trial)
                {
                    (started["trial_start"], started["trial_end"]) = (books.Seconds, trial);
                }
                if (note.Text("missing_payment_method") is { } missing)
                {
                    started["trial_settings"] = SubscriptionShapes.TrialSettings(missing);
                }
                if (note.Text("code") is { } code)
                {
                    discounts.Add(started, new JsonObject { ["promotion_code"] = code });
                }
                else if (note["discount"] is JsonObject discount)
                {
                    discounts.Add(started, discount);
                }
            }
        );
        (session["status"], session["url"], session["subscription"], session["invoice"]) = (
            "complete",
            null,
            subscription.Id(),
            subscription.Text("latest_invoice")
        );
        session["payment_status"] =
            session.Whole("amount_total") == 0 || note["trial_end"] is not null ? "no_payment_required" : "paid";
        session["customer_details"] = SessionShapes.CustomerDetails(customer);
        books.Record("checkout.session.completed", session);
    }

    private JsonNode Create(StripeRequest request)
    {
        if (request.Required("mode") != "subscription")
        {
            throw RefusalException.Invalid("The double knows Checkout for subscriptions only.", "mode");
        }
        if (request.Sent("customer_update") && !request.Sent("customer"))
        {
            throw RefusalException.Invalid("`customer_update` can only be used with `customer`.", "customer_update");
        }
        var customer = customers.Get(request.Required("customer"));
        var success = Link(request, "success_url", isRequired: true);
        var (price, quantity) = Line(request);
        if (customer.Text("currency") is { } currency && currency != price.Text("currency"))
        {
            throw RefusalException.Invalid(
                "You cannot combine currencies on a single customer. This customer has an active subscription in "
                    + currency
                    + ".",
                "line_items[0][price]"
            );
        }
        var session = SessionShapes.Checkout(
            "cs_test_" + StripeLedger.NewId("")[1..],
            customer,
            price,
            quantity,
            books.Seconds
        );
        (session["success_url"], session["cancel_url"], session["client_reference_id"], session["locale"]) = (
            success,
            Link(request, "cancel_url", isRequired: false),
            request.Text("client_reference_id"),
            request.Text("locale")
        );
        session["metadata"] = Json.Merged(null, request.Form["metadata"]);
        session["billing_address_collection"] = request.Text("billing_address_collection");
        session["expires_at"] = Expiry(request).ToUnixTimeSeconds();
        session["url"] = new Uri(site, $"/c/pay/{session.Id()}").ToString();
        ApplyTax(session, customer, request);
        var note = books.Note(session.Id());
        (note["price"], note["quantity"]) = (price.Id(), quantity);
        ApplyDiscounts(session, note, request);
        ApplySubscriptionData(note, request.Tree("subscription_data") ?? []);
        return books.Add(session).DeepClone();
    }

    private (JsonObject Price, long Quantity) Line(StripeRequest request)
    {
        if (request.Trees("line_items") is not [var line])
        {
            throw RefusalException.Invalid("The double sells exactly one line item.", "line_items");
        }
        var price = catalogue.PriceOnSale(
            line.Text("price")
                ?? throw RefusalException.Invalid(
                    "Missing required param: line_items[0][price].",
                    "line_items[0][price]"
                ),
            "line_items[0][price]"
        );
        if (price["recurring"] is null)
        {
            throw RefusalException.Invalid(
                "You must provide at least one recurring price in `subscription` mode.",
                "line_items"
            );
        }
        var quantity =
            line.Whole("quantity")
            ?? throw RefusalException.Invalid("Quantity is required.", "line_items[0][quantity]", "parameter_missing");
        if (quantity is < 1 or > MostQuantity)
        {
            throw RefusalException.Invalid(
                "This value must be greater than or equal to 1.",
                "line_items[0][quantity]",
                "parameter_invalid_integer"
            );
        }
        var most = line["adjustable_quantity"]?.Whole("maximum") ?? 99;
        if (line["adjustable_quantity"]?.Text("enabled") == "true" && quantity > most)
        {
            throw RefusalException.Invalid(
                $"The quantity {quantity} is above the maximum of {most} that people may adjust to.",
                "line_items[0][adjustable_quantity]"
            );
        }
        return (price, quantity);
    }

    private DateTimeOffset Expiry(StripeRequest request)
    {
        var at = request.Form.Time("expires_at") ?? books.Now + Lifetime.Most;
        return at >= books.Now + Lifetime.Least && at <= books.Now + Lifetime.Most
            ? at
            : throw RefusalException.Invalid(
                "`expires_at` must be between 30 minutes and 24 hours from now.",
                "expires_at"
            );
    }

    private static string? Link(StripeRequest request, string name, bool isRequired)
    {
        var link = isRequired ? request.Required(name) : request.Text(name);
        return
            link is null
            || Uri.TryCreate(
                link.Replace("{CHECKOUT_SESSION_ID}", "x", StringComparison.Ordinal),
                UriKind.Absolute,
                out var uri
            ) && uri.Scheme is "http" or "https"
            ? link
            : throw RefusalException.Invalid($"Not a valid URL: {link}", name, "url_invalid");
    }

    private static void ApplyTax(JsonObject session, JsonObject customer, StripeRequest request)
    {
        var isOn = request.Tree("automatic_tax")?.Text("enabled") == "true";
        var update = request.Tree("customer_update");
        if (isOn && customer["address"] is null && update?.Text("address") != "auto")
        {
            throw RefusalException.Invalid(
                "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
                code: "customer_tax_location_invalid"
            );
        }
        if (request.Tree("tax_id_collection")?.Text("enabled") == "true" && update?.Text("name") != "auto")
        {
            throw RefusalException.Invalid(
                "Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.",
                "customer_update[name]"
            );
        }
        session["automatic_tax"] = SessionShapes.Tax(isOn);
        if (isOn)
        {
            PutAmounts(session, null);
        }
    }

    private static void PutAmounts(JsonObject session, JsonObject? coupon)
    {
        var subtotal = session.Whole("amount_subtotal")!.Value;
        var off = coupon is null ? 0 : Totals.Discount(subtotal, coupon);
        var tax = session["automatic_tax"]!["enabled"]!.GetValue<bool>()
            ? Totals.Tax(subtotal - off, isInclusive: false)
            : 0;
        session["total_details"] = new JsonObject
        {
            ["amount_discount"] = off,
            ["amount_shipping"] = 0,
            ["amount_tax"] = tax,
        };
        session["amount_total"] = subtotal - off + tax;
    }

    private void ApplyDiscounts(JsonObject session, JsonObject note, StripeRequest request)
    {
        if (request.Sent("discounts") && request.Sent("allow_promotion_codes"))
        {
            throw RefusalException.Invalid(
                "You may only specify one of these parameters: allow_promotion_codes, discounts.",
                "discounts"
            );
        }
        session["allow_promotion_codes"] = request.Flag("allow_promotion_codes");
        if (request.Tree("customer_update")?.Text("address") == "auto")
        {
            note["fills_address"] = true;
        }
        if (request.Trees("discounts") is not [var discount])
        {
            return;
        }
        var code = discount.Text("promotion_code") is { } id
            ? books.Get("promotion_code", id, "discounts[0][promotion_code]")
            : null;
        PutAmounts(
            session,
            code is null
                ? books.Get("coupon", discount.Text("coupon") ?? "", "discounts[0][coupon]")
                : discounts.CouponOf(code)
        );
        note["discount"] = discount.DeepClone();
        session["discounts"] = new JsonArray(
            new JsonObject { ["coupon"] = discount.Text("coupon"), ["promotion_code"] = code?.Id() }
        );
    }

    private void ApplySubscriptionData(JsonObject note, JsonObject data)
    {
        note["metadata"] = Json.Merged(null, data["metadata"]);
        note["description"] = data.Text("description");
        var trial =
            data.Time("trial_end") ?? (data.Whole("trial_period_days") is { } days ? books.Now.AddDays(days) : null);
        if (data.ContainsKey("trial_end") && trial < books.Now + ShortestTrial)
        {
            throw RefusalException.Invalid(
                "The `trial_end` date has to be at least 2 days in the future.",
                "subscription_data[trial_end]"
            );
        }
        if (trial is { } end)
        {
            note["trial_end"] = end.ToUnixTimeSeconds();
        }
        note["missing_payment_method"] = data["trial_settings"]?["end_behavior"]?.Text("missing_payment_method");
    }
}
