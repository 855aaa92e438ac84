using System.Globalization;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Creates, finalises, totals and voids invoices; <see cref="Payments"/> collects them.</summary>
public sealed class Invoices(StripeLedger books, Payments payments, Uri site)
{
    public IEnumerable<Route> Routes =>
        [
            new("Invoices.retrieve", "GET", "/v1/invoices/{id}", "", request => Get(request.Id).DeepClone()),
            new(
                "Invoices.list",
                "GET",
                "/v1/invoices",
                $"customer subscription status created.* {Page.Parameters}",
                request => Page.Of(request, Matching(request))
            ),
            new(
                "Invoices.listLineItems",
                "GET",
                "/v1/invoices/{id}/lines",
                Page.Parameters,
                request => Page.Of(request, Get(request.Id).Data("lines"))
            ),
            new(
                "Invoices.finalizeInvoice",
                "POST",
                "/v1/invoices/{id}/finalize",
                "auto_advance",
                request => Finalize(Get(request.Id)).DeepClone()
            ),
            new("Invoices.pay", "POST", "/v1/invoices/{id}/pay", "payment_method off_session paid_out_of_band", Pay),
            new(
                "Invoices.voidInvoice",
                "POST",
                "/v1/invoices/{id}/void",
                "",
                request => Void(Get(request.Id)).DeepClone()
            ),
            new(
                "Invoices.markUncollectible",
                "POST",
                "/v1/invoices/{id}/mark_uncollectible",
                "",
                request => MarkUncollectible(Get(request.Id)).DeepClone()
            ),
            new(
                "InvoicePayments.list",
                "GET",
                "/v1/invoice_payments",
                $"invoice status {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        books
                            .Of("invoice_payment")
                            .Where(payment =>
                                (request.Text("invoice") is not { } invoice || payment.Is("invoice", invoice))
                                && (request.Text("status") is not { } status || payment.Is("status", status))
                            )
                    )
            ),
            new(
                "InvoicePayments.retrieve",
                "GET",
                "/v1/invoice_payments/{id}",
                "",
                request => books.Get("invoice_payment", request.Id).DeepClone()
            ),
        ];

    public JsonObject Get(string id) => books.Get("invoice", id);

    /// <summary>A draft with totals, stored and with its event.</summary>
    public JsonObject Draft(JsonObject subscription, string reason, IEnumerable<InvoiceLine> lines)
    {
        var invoice = books.Add(Compose(subscription, reason, lines));
        books.Record("invoice.created", invoice);
        return invoice;
    }

    /// <summary>The same without an event.</summary>
    public JsonObject Compose(JsonObject subscription, string reason, IEnumerable<InvoiceLine> lines)
    {
        var customer = books.Get("customer", subscription.Text("customer")!);
        var invoice = InvoiceShapes.Draft(subscription, customer, reason, books.Seconds);
        invoice["lines"]!["data"] = new JsonArray([
            .. lines.Select(line => line.ToJson(invoice.Id(), subscription.Id())),
        ]);
        Totals.Put(invoice, customer.Whole("balance") ?? 0, books.Find);
        return invoice;
    }

    public JsonObject Finalize(JsonObject invoice)
    {
        if (!invoice.Is("status", "draft"))
        {
            throw RefusalException.Invalid(
                "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
                code: "invoice_not_editable"
            );
        }
        var customer = books.Get("customer", invoice.Text("customer")!);
        var sequence = customer.Whole("next_invoice_sequence")!.Value;
        customer["next_invoice_sequence"] = sequence + 1;
        invoice["status"] = "open";
        invoice["number"] =
            $"{customer.Text("invoice_prefix")}-{sequence.ToString("0000", CultureInfo.InvariantCulture)}";
        (
            invoice["effective_at"],
            invoice["automatically_finalizes_at"],
            invoice["status_transitions"]!["finalized_at"]
        ) = (books.Seconds, null, books.Seconds);
        invoice["hosted_invoice_url"] = new Uri(site, $"/i/{invoice.Id()}").ToString();
        invoice["invoice_pdf"] = new Uri(site, $"/i/{invoice.Id()}/pdf").ToString();
        books.Change(
            customer,
            "customer.updated",
            changed => changed["balance"] = invoice.Whole("ending_balance") ?? 0
        );
        books.Record("invoice.finalized", invoice);
        if (invoice.Whole("amount_due") > 0)
        {
            payments.Open(invoice);
        }
        else
        {
            payments.Settle(invoice, null);
        }
        return invoice;
    }

    public JsonObject Void(JsonObject invoice)
    {
        if (!invoice.Is("status", "open", "uncollectible"))
        {
            throw RefusalException.Invalid(
                $"You can only pass in open or uncollectible invoices. This invoice isn't open or uncollectible."
            );
        }
        books.Change(
            invoice,
            "invoice.updated",
            changed =>
            {
                (
                    changed["status"],
                    changed["status_transitions"]!["voided_at"],
                    changed["next_payment_attempt"],
                    changed["auto_advance"]
                ) = ("void", books.Seconds, null, false);
            }
        );
        payments.Abandon(invoice, "void_invoice");
        books.Record("invoice.voided", invoice);
        return invoice;
    }

    public JsonObject MarkUncollectible(JsonObject invoice)
    {
        if (!invoice.Is("status", "open"))
        {
            throw RefusalException.Invalid("You can only mark open invoices as uncollectible.");
        }
        (
            invoice["status"],
            invoice["status_transitions"]!["marked_uncollectible_at"],
            invoice["next_payment_attempt"],
            invoice["auto_advance"]
        ) = ("uncollectible", books.Seconds, null, false);
        books.Record("invoice.marked_uncollectible", invoice);
        return invoice;
    }

    private JsonNode Pay(StripeRequest request)
    {
        var invoice = Get(request.Id);
        if (invoice.Is("status", "draft"))
        {
            Finalize(invoice);
        }
        if (invoice.Is("status", "paid"))
        {
            throw RefusalException.Invalid("Invoice is already paid", code: "invoice_already_paid");
        }
        if (!invoice.Is("status", "open", "uncollectible"))
        {
            throw RefusalException.Invalid($"This invoice is {invoice.Text("status")} and cannot be paid.");
        }
        if (request.Flag("paid_out_of_band") == true)
        {
            payments.Settle(invoice, null);
            return invoice.DeepClone();
        }
        var method = request.Text("payment_method") is { } id
            ? books.Get("payment_method", id, "payment_method")
            : null;
        payments.CollectOrThrow(invoice, method);
        return invoice.DeepClone();
    }

    private IEnumerable<JsonObject> Matching(StripeRequest request) =>
        books
            .Of("invoice")
            .Where(invoice =>
                (request.Text("customer") is not { } customer || invoice.Is("customer", customer))
                && (request.Text("status") is not { } status || invoice.Is("status", status))
                && (
                    request.Text("subscription") is not { } subscription
                    || invoice["parent"]!["subscription_details"]?.Text("subscription") == subscription
                )
                && Within(invoice.Whole("created")!.Value, request.Form["created"])
            );

    private static bool Within(long seconds, JsonNode? bounds) =>
        bounds switch
        {
            null => true,
            JsonObject tree => !(
                seconds < tree.Whole("gte")
                || seconds <= tree.Whole("gt")
                || seconds > tree.Whole("lte")
                || seconds >= tree.Whole("lt")
            ),
            _ => bounds.ToString() == seconds.ToString(CultureInfo.InvariantCulture),
        };
}
