using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Collects finalised invoices from cards, and refunds.</summary>
public sealed class Payments(StripeLedger books, Customers customers)
{
    public IEnumerable<Route> Routes =>
        [
            new(
                "PaymentIntents.retrieve",
                "GET",
                "/v1/payment_intents/{id}",
                "",
                request => books.Get("payment_intent", request.Id).DeepClone()
            ),
            new(
                "PaymentIntents.list",
                "GET",
                "/v1/payment_intents",
                $"customer {Page.Parameters}",
                request => Page.Of(request, OfCustomer("payment_intent", request))
            ),
            new(
                "Charges.retrieve",
                "GET",
                "/v1/charges/{id}",
                "",
                request => books.Get("charge", request.Id).DeepClone()
            ),
            new(
                "Charges.list",
                "GET",
                "/v1/charges",
                $"customer payment_intent {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        OfCustomer("charge", request)
                            .Where(charge =>
                                request.Text("payment_intent") is not { } intent || charge.Is("payment_intent", intent)
                            )
                    )
            ),
            new(
                "Refunds.create",
                "POST",
                "/v1/refunds",
                "payment_intent charge amount reason metadata.*",
                CreateRefund
            ),
            new(
                "Refunds.retrieve",
                "GET",
                "/v1/refunds/{id}",
                "",
                request => books.Get("refund", request.Id).DeepClone()
            ),
            new(
                "Refunds.list",
                "GET",
                "/v1/refunds",
                $"payment_intent charge {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        books
                            .Of("refund")
                            .Where(refund =>
                                (request.Text("charge") is not { } charge || refund.Is("charge", charge))
                                && (
                                    request.Text("payment_intent") is not { } intent
                                    || refund.Is("payment_intent", intent)
                                )
                            )
                    )
            ),
        ];

    /// <summary>Raised for each paid invoice, and for each failed attempt.</summary>
    public event Action<JsonObject>? Settled;

    public event Action<JsonObject, PaymentOutcome>? Failed;

    public JsonObject? IntentOf(JsonObject invoice) =>
        books.Note(invoice.Id()).Text("payment_intent") is { } id ? books.Find(id) : null;

    public void Open(JsonObject invoice)
    {
        var intent = books.Add(PaymentShapes.Intent(invoice, books.Seconds));
        books.Note(invoice.Id())["payment_intent"] = intent.Id();
        books.Add(PaymentShapes.InvoicePayment(invoice, intent, books.Seconds));
        books.Record("payment_intent.created", intent);
    }

    /// <param name="method">Null uses the default card.</param>
    /// <param name="isConfirmed">True when the owner is present and has confirmed to their bank.</param>
    public PaymentOutcome Collect(JsonObject invoice, JsonObject? method = null, bool isConfirmed = false)
    {
        method ??= customers.DefaultCard(
            books.Get("customer", invoice.Text("customer")!),
            books.Find(invoice["parent"]!["subscription_details"]!.Text("subscription")!)
        );
        (invoice["attempted"], invoice["attempt_count"]) = (true, invoice.Whole("attempt_count") + 1);
        var conduct = method is null ? CardConduct.Declines : Card.Of(method["card"]!.Text("fingerprint")!).Conduct;
        if (conduct == CardConduct.Pays || (conduct == CardConduct.Asks && isConfirmed))
        {
            Settle(invoice, method);
            return PaymentOutcome.Paid;
        }
        return conduct == CardConduct.Asks ? Ask(invoice, method!) : Decline(invoice, method);
    }

    /// <summary>As in the API for a caller who waits: the failure is the response.</summary>
    public void CollectOrThrow(JsonObject invoice, JsonObject? method)
    {
        switch (Collect(invoice, method))
        {
            case PaymentOutcome.Declined:
                throw Declined(invoice, method);
            case PaymentOutcome.NeedsAction:
                throw new RefusalException(
                    402,
                    "card_error",
                    "invoice_payment_intent_requires_action",
                    "Payment for this subscription requires additional user action before it can be completed successfully."
                )
                {
                    PaymentIntent = IntentOf(invoice),
                };
        }
    }

    public RefusalException Declined(JsonObject invoice, JsonObject? method) =>
        new(402, "card_error", "card_declined", "Your card was declined.")
        {
            DeclineCode = method is null
                ? "generic_decline"
                : Card.Of(method["card"]!.Text("fingerprint")!).DeclineCode,
            PaymentIntent = IntentOf(invoice),
        };

    /// <param name="method">Null where no card was needed: nothing due, or paid elsewhere.</param>
    public void Settle(JsonObject invoice, JsonObject? method)
    {
        if (IntentOf(invoice) is { } intent && method is not null)
        {
            var charge = books.Add(PaymentShapes.Charge(intent, method, null, books.Seconds));
            (intent["status"], intent["amount_received"], intent["latest_charge"], intent["payment_method"]) = (
                "succeeded",
                intent.Whole("amount"),
                charge.Id(),
                method.Id()
            );
            (intent["last_payment_error"], intent["next_action"]) = (null, null);
            books.Record("charge.succeeded", charge);
            books.Record("payment_intent.succeeded", intent);
        }
        foreach (var payment in books.Of("invoice_payment").Where(payment => payment.Is("invoice", invoice.Id())))
        {
            (payment["status"], payment["amount_paid"], payment["status_transitions"]!["paid_at"]) = (
                "paid",
                payment.Whole("amount_requested"),
                books.Seconds
            );
            books.Record("invoice_payment.paid", payment);
        }
        books.Change(
            invoice,
            "invoice.updated",
            changed =>
            {
                (changed["status"], changed["amount_paid"], changed["amount_remaining"], changed["attempted"]) = (
                    "paid",
                    changed.Whole("amount_due"),
                    0,
                    true
                );
                (changed["next_payment_attempt"], changed["auto_advance"], changed["status_transitions"]!["paid_at"]) =
                    (null, false, books.Seconds);
            }
        );
        books.Record("invoice.paid", invoice);
        books.Record("invoice.payment_succeeded", invoice);
        Settled?.Invoke(invoice);
    }

    public void Abandon(JsonObject invoice, string reason)
    {
        if (IntentOf(invoice) is not { } intent || intent.Is("status", "succeeded"))
        {
            return;
        }
        (intent["status"], intent["canceled_at"], intent["cancellation_reason"], intent["next_action"]) = (
            "canceled",
            books.Seconds,
            reason,
            null
        );
        books.Record("payment_intent.canceled", intent);
    }

    private PaymentOutcome Ask(JsonObject invoice, JsonObject method)
    {
        var intent = IntentOf(invoice)!;
        (intent["status"], intent["payment_method"]) = ("requires_action", method.Id());
        intent["next_action"] = new JsonObject { ["type"] = "use_stripe_sdk" };
        books.Record("payment_intent.requires_action", intent);
        Failed?.Invoke(invoice, PaymentOutcome.NeedsAction);
        books.Record("invoice.payment_action_required", invoice);
        books.Record("invoice.payment_failed", invoice);
        return PaymentOutcome.NeedsAction;
    }

    private PaymentOutcome Decline(JsonObject invoice, JsonObject? method)
    {
        if (IntentOf(invoice) is { } intent && method is not null)
        {
            var code = Card.Of(method["card"]!.Text("fingerprint")!).DeclineCode!;
            var charge = books.Add(PaymentShapes.Charge(intent, method, code, books.Seconds));
            (intent["status"], intent["latest_charge"], intent["next_action"]) = (
                "requires_payment_method",
                charge.Id(),
                null
            );
            intent["last_payment_error"] = new JsonObject
            {
                ["type"] = "card_error",
                ["code"] = "card_declined",
                ["decline_code"] = code,
                ["message"] = "Your card was declined.",
            };
            books.Record("charge.failed", charge);
            books.Record("payment_intent.payment_failed", intent);
        }
        Failed?.Invoke(invoice, PaymentOutcome.Declined);
        books.Record("invoice.payment_failed", invoice);
        return PaymentOutcome.Declined;
    }

    private JsonNode CreateRefund(StripeRequest request)
    {
        var charge = request.Text("payment_intent") is { } intent
            ? books.Find(books.Get("payment_intent", intent, "payment_intent").Text("latest_charge") ?? "")
                ?? throw RefusalException.Invalid(
                    "This PaymentIntent does not have a successful charge to refund.",
                    "payment_intent"
                )
            : books.Get("charge", request.Required("charge"), "charge");
        var left = charge.Whole("amount_captured")!.Value - charge.Whole("amount_refunded")!.Value;
        var amount = request.Number("amount") ?? left;
        if (left == 0)
        {
            throw RefusalException.Invalid(
                $"Charge {charge.Id()} has already been refunded.",
                code: "charge_already_refunded"
            );
        }
        if (amount < 1 || amount > left)
        {
            throw RefusalException.Invalid(
                $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).",
                "amount",
                "amount_too_large"
            );
        }
        return Refund(charge, amount, request.Text("reason")).DeepClone();
    }

    public JsonObject Refund(JsonObject charge, long amount, string? reason = null)
    {
        var refund = books.Add(PaymentShapes.Refund(charge, amount, reason, books.Seconds));
        var before = charge.Clone();
        charge["amount_refunded"] = charge.Whole("amount_refunded") + amount;
        charge["refunded"] = charge.Whole("amount_refunded") == charge.Whole("amount_captured");
        books.Record("refund.created", refund);
        books.Record("charge.refunded", charge, Json.Difference(before, charge));
        return refund;
    }

    private IEnumerable<JsonObject> OfCustomer(string type, StripeRequest request) =>
        books
            .Of(type)
            .Where(document => request.Text("customer") is not { } customer || document.Is("customer", customer));
}
