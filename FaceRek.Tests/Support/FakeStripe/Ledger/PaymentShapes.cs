using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public static class PaymentShapes
{
    public static JsonObject Method(Card card, JsonObject customer, long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("pm"),
            ["object"] = "payment_method",
            ["allow_redisplay"] = "unspecified",
            ["billing_details"] = Billing(customer),
            ["card"] = new JsonObject
            {
                ["brand"] = "visa",
                ["checks"] = new JsonObject
                {
                    ["address_line1_check"] = null,
                    ["address_postal_code_check"] = null,
                    ["cvc_check"] = "pass",
                },
                ["country"] = "US",
                ["display_brand"] = "visa",
                ["exp_month"] = 12,
                ["exp_year"] = 2034,
                ["fingerprint"] = card.Number,
                ["funding"] = "credit",
                ["generated_from"] = null,
                ["last4"] = card.Last4,
                ["networks"] = new JsonObject { ["available"] = new JsonArray("visa"), ["preferred"] = null },
                ["regulated_status"] = "unregulated",
                ["three_d_secure_usage"] = new JsonObject { ["supported"] = true },
                ["wallet"] = null,
            },
            ["created"] = now,
            ["customer"] = customer.Id(),
            ["customer_account"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = "card",
        };

    public static JsonObject Intent(JsonObject invoice, long now)
    {
        var id = StripeLedger.NewId("pi");
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "payment_intent",
            ["allowed_payment_method_types"] = null,
            ["amount"] = invoice.Whole("amount_due"),
            ["amount_capturable"] = 0,
            ["amount_received"] = 0,
            ["application"] = null,
            ["application_fee_amount"] = null,
            ["automatic_payment_methods"] = null,
            ["canceled_at"] = null,
            ["cancellation_reason"] = null,
            ["capture_method"] = "automatic",
            ["client_secret"] = $"{id}_secret_{StripeLedger.NewId("")[1..]}",
            ["confirmation_method"] = "automatic",
            ["created"] = now,
            ["currency"] = invoice.Text("currency"),
            ["customer"] = invoice.Text("customer"),
            ["customer_account"] = null,
            ["description"] = "Subscription",
            ["excluded_payment_method_types"] = null,
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["livemode"] = false,
            ["managed_payments"] = null,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = null,
            ["payment_method_types"] = new JsonArray("card"),
            ["payment_record"] = null,
            ["processing"] = null,
            ["receipt_email"] = null,
            ["review"] = null,
            ["setup_future_usage"] = "off_session",
            ["shipping"] = null,
            ["source"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = "requires_payment_method",
            ["transfer_group"] = null,
        };
    }

    public static JsonObject InvoicePayment(JsonObject invoice, JsonObject intent, long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("inpay"),
            ["object"] = "invoice_payment",
            ["amount_paid"] = null,
            ["amount_requested"] = invoice.Whole("amount_due"),
            ["created"] = now,
            ["currency"] = invoice.Text("currency"),
            ["invoice"] = invoice.Id(),
            ["is_default"] = true,
            ["livemode"] = false,
            ["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = intent.Id() },
            ["status"] = "open",
            ["status_transitions"] = new JsonObject { ["canceled_at"] = null, ["paid_at"] = null },
        };

    public static JsonObject Charge(JsonObject intent, JsonObject method, string? declineCode, long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("ch"),
            ["object"] = "charge",
            ["amount"] = intent.Whole("amount"),
            ["amount_captured"] = declineCode is null ? intent.Whole("amount") : 0,
            ["amount_refunded"] = 0,
            ["application"] = null,
            ["application_fee"] = null,
            ["application_fee_amount"] = null,
            ["balance_transaction"] = null,
            ["billing_details"] = method["billing_details"].CloneOrEmpty(),
            ["calculated_statement_descriptor"] = "FACEREK",
            ["captured"] = declineCode is null,
            ["created"] = now,
            ["currency"] = intent.Text("currency"),
            ["customer"] = intent.Text("customer"),
            ["description"] = "Subscription",
            ["disputed"] = false,
            ["failure_balance_transaction"] = null,
            ["failure_code"] = declineCode is null ? null : "card_declined",
            ["failure_message"] = declineCode is null ? null : "Your card was declined.",
            ["fraud_details"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["on_behalf_of"] = null,
            ["outcome"] = null,
            ["paid"] = declineCode is null,
            ["payment_intent"] = intent.Id(),
            ["payment_method"] = method.Id(),
            ["payment_method_details"] = Details(method),
            ["receipt_email"] = null,
            ["receipt_number"] = null,
            ["receipt_url"] = null,
            ["refunded"] = false,
            ["review"] = null,
            ["shipping"] = null,
            ["source"] = null,
            ["source_transfer"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = declineCode is null ? "succeeded" : "failed",
            ["transfer_data"] = null,
            ["transfer_group"] = null,
        };

    public static JsonObject Refund(JsonObject charge, long amount, string? reason, long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("re"),
            ["object"] = "refund",
            ["amount"] = amount,
            ["balance_transaction"] = null,
            ["charge"] = charge.Id(),
            ["created"] = now,
            ["currency"] = charge.Text("currency"),
            ["customer"] = charge.Text("customer"),
            ["customer_account"] = null,
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Text("payment_intent"),
            ["payment_method"] = charge.Text("payment_method"),
            ["reason"] = reason,
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = "succeeded",
            ["transfer_reversal"] = null,
        };

    private static JsonObject Details(JsonObject method) =>
        new()
        {
            ["card"] = new JsonObject
            {
                ["amount_authorized"] = null,
                ["authorization_code"] = null,
                ["brand"] = "visa",
                ["checks"] = null,
                ["country"] = "US",
                ["electronic_commerce_indicator"] = null,
                ["exp_month"] = 12,
                ["exp_year"] = 2034,
                ["funding"] = "credit",
                ["installments"] = null,
                ["last4"] = method["card"]!.Text("last4"),
                ["mandate"] = null,
                ["network"] = "visa",
                ["network_transaction_id"] = null,
                ["regulated_status"] = "unregulated",
                ["three_d_secure"] = null,
                ["transaction_link_id"] = null,
                ["wallet"] = null,
            },
            ["type"] = "card",
        };

    private static JsonObject Billing(JsonObject customer) =>
        new()
        {
            ["address"] = customer["address"]?.DeepClone() ?? CustomerShapes.Address([]),
            ["email"] = customer.Text("email"),
            ["name"] = customer.Text("name"),
            ["phone"] = customer.Text("phone"),
            ["tax_id"] = null,
        };
}
