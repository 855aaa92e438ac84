using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public static class InvoiceShapes
{
    /// <summary>A draft without lines and totals.</summary>
    public static JsonObject Draft(JsonObject subscription, JsonObject customer, string reason, long now)
    {
        var id = StripeLedger.NewId("in");
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "invoice",
            ["account_country"] = "GB",
            ["account_name"] = "FaceRek",
            ["account_tax_ids"] = null,
            ["amount_due"] = 0,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = 0,
            ["amount_remaining"] = 0,
            ["amount_shipping"] = 0,
            ["application"] = null,
            ["attempt_count"] = 0,
            ["attempted"] = false,
            ["auto_advance"] = true,
            ["automatic_tax"] = AutomaticTax(subscription["automatic_tax"]!["enabled"]!.GetValue<bool>()),
            ["automatically_finalizes_at"] = null,
            ["billing_reason"] = reason,
            ["collection_method"] = "charge_automatically",
            ["created"] = now,
            ["currency"] = subscription.Text("currency"),
            ["custom_fields"] = null,
            ["customer"] = customer.Id(),
            ["customer_account"] = null,
            ["customer_address"] = customer["address"]?.DeepClone(),
            ["customer_email"] = customer.Text("email"),
            ["customer_name"] = customer.Text("name"),
            ["customer_phone"] = customer.Text("phone"),
            ["customer_shipping"] = null,
            ["customer_tax_exempt"] = customer.Text("tax_exempt"),
            ["customer_tax_ids"] = new JsonArray(),
            ["default_payment_method"] = null,
            ["default_source"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = new JsonArray([
                .. subscription["discounts"]!.AsArray().Select(discount => discount!.DeepClone()),
            ]),
            ["due_date"] = null,
            ["effective_at"] = null,
            ["ending_balance"] = null,
            ["footer"] = null,
            ["from_invoice"] = null,
            ["hosted_invoice_url"] = null,
            ["invoice_pdf"] = null,
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["last_finalization_error"] = null,
            ["latest_revision"] = null,
            ["lines"] = Json.List($"/v1/invoices/{id}/lines", []),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_payment_attempt"] = null,
            ["number"] = null,
            ["on_behalf_of"] = null,
            ["parent"] = new JsonObject
            {
                ["quote_details"] = null,
                ["subscription_details"] = new JsonObject
                {
                    ["metadata"] = subscription["metadata"].CloneOrEmpty(),
                    ["subscription"] = subscription.Id(),
                },
                ["type"] = "subscription_details",
            },
            ["payment_settings"] = new JsonObject
            {
                ["default_mandate"] = null,
                ["payment_method_options"] = null,
                ["payment_method_types"] = null,
            },
            ["period_end"] = now,
            ["period_start"] = now,
            ["post_payment_credit_notes_amount"] = 0,
            ["pre_payment_credit_notes_amount"] = 0,
            ["receipt_number"] = null,
            ["rendering"] = null,
            ["shipping_cost"] = null,
            ["shipping_details"] = null,
            ["starting_balance"] = 0,
            ["statement_descriptor"] = null,
            ["status"] = "draft",
            ["status_transitions"] = new JsonObject
            {
                ["finalized_at"] = null,
                ["marked_uncollectible_at"] = null,
                ["paid_at"] = null,
                ["voided_at"] = null,
            },
            ["subtotal"] = 0,
            ["subtotal_excluding_tax"] = 0,
            ["test_clock"] = null,
            ["total"] = 0,
            ["total_discount_amounts"] = new JsonArray(),
            ["total_excluding_tax"] = 0,
            ["total_pretax_credit_amounts"] = new JsonArray(),
            ["total_taxes"] = new JsonArray(),
            ["webhooks_delivered_at"] = null,
        };
    }

    public static JsonObject AutomaticTax(bool isOn) =>
        new()
        {
            ["disabled_reason"] = null,
            ["enabled"] = isOn,
            ["liability"] = isOn ? new JsonObject { ["type"] = "self" } : null,
            ["provider"] = isOn ? "stripe" : null,
            ["status"] = isOn ? "complete" : null,
        };

    public static JsonObject Tax(long amount, string behavior, long taxable) =>
        new()
        {
            ["amount"] = amount,
            ["tax_behavior"] = behavior,
            ["tax_rate_details"] = new JsonObject { ["tax_rate"] = "txr_fake" },
            ["taxability_reason"] = "standard_rated",
            ["taxable_amount"] = taxable,
            ["type"] = "tax_rate_details",
        };
}
