using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public static class SessionShapes
{
    public static JsonObject Checkout(string id, JsonObject customer, JsonObject price, long quantity, long now) =>
        new()
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["adaptive_pricing"] = null,
            ["after_expiration"] = null,
            ["allow_promotion_codes"] = null,
            ["allowed_payment_method_types"] = null,
            ["amount_subtotal"] = quantity * price.Whole("unit_amount"),
            ["amount_total"] = quantity * price.Whole("unit_amount"),
            ["automatic_tax"] = Tax(false),
            ["billing_address_collection"] = null,
            ["cancel_url"] = null,
            ["client_reference_id"] = null,
            ["client_secret"] = null,
            ["collected_information"] = null,
            ["consent"] = null,
            ["consent_collection"] = null,
            ["created"] = now,
            ["currency"] = price.Text("currency"),
            ["currency_conversion"] = null,
            ["custom_fields"] = new JsonArray(),
            ["custom_text"] = new JsonObject
            {
                ["after_submit"] = null,
                ["shipping_address"] = null,
                ["submit"] = null,
                ["terms_of_service_acceptance"] = null,
            },
            ["customer"] = customer.Id(),
            ["customer_account"] = null,
            ["customer_creation"] = null,
            ["customer_details"] = null,
            ["customer_email"] = null,
            ["discounts"] = new JsonArray(),
            ["expires_at"] = now,
            ["integration_identifier"] = null,
            ["invoice"] = null,
            ["invoice_creation"] = null,
            ["livemode"] = false,
            ["locale"] = null,
            ["managed_payments"] = null,
            ["metadata"] = new JsonObject(),
            ["mode"] = "subscription",
            ["origin_context"] = null,
            ["payment_intent"] = null,
            ["payment_link"] = null,
            ["payment_method_collection"] = "always",
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = null,
            ["payment_method_types"] = new JsonArray("card"),
            ["payment_status"] = "unpaid",
            ["permissions"] = null,
            ["phone_number_collection"] = new JsonObject { ["enabled"] = false },
            ["recovered_from"] = null,
            ["saved_payment_method_options"] = null,
            ["setup_intent"] = null,
            ["shipping_address_collection"] = null,
            ["shipping_cost"] = null,
            ["shipping_options"] = new JsonArray(),
            ["status"] = "open",
            ["submit_type"] = null,
            ["subscription"] = null,
            ["success_url"] = null,
            ["total_details"] = new JsonObject
            {
                ["amount_discount"] = 0,
                ["amount_shipping"] = 0,
                ["amount_tax"] = 0,
            },
            ["ui_mode"] = "hosted_page",
            ["url"] = null,
            ["wallet_options"] = null,
        };

    public static JsonObject Tax(bool isOn) =>
        new()
        {
            ["enabled"] = isOn,
            ["liability"] = isOn ? new JsonObject { ["type"] = "self" } : null,
            ["provider"] = isOn ? "stripe" : null,
            ["status"] = isOn ? "complete" : null,
        };

    public static JsonObject LineItem(JsonObject session, JsonObject price, long quantity) =>
        new()
        {
            ["id"] = StripeLedger.NewId("li"),
            ["object"] = "item",
            ["adjustable_quantity"] = null,
            ["amount_discount"] = session["total_details"]!.Whole("amount_discount"),
            ["amount_subtotal"] = session.Whole("amount_subtotal"),
            ["amount_tax"] = session["total_details"]!.Whole("amount_tax"),
            ["amount_total"] = session.Whole("amount_total"),
            ["currency"] = price.Text("currency"),
            ["description"] = price.Text("nickname") ?? price.Text("lookup_key"),
            ["metadata"] = null,
            ["price"] = price.Clone(),
            ["quantity"] = quantity,
        };

    public static JsonObject CustomerDetails(JsonObject customer) =>
        new()
        {
            ["address"] =
                customer["address"]?.DeepClone() ?? CustomerShapes.Address(new JsonObject { ["country"] = "GB" }),
            ["business_name"] = null,
            ["email"] = customer.Text("email"),
            ["individual_name"] = null,
            ["name"] = customer.Text("name"),
            ["phone"] = null,
            ["tax_exempt"] = customer.Text("tax_exempt"),
            ["tax_ids"] = new JsonArray(),
        };

    public static JsonObject Portal(string id, JsonObject customer, long now) =>
        new()
        {
            ["id"] = id,
            ["object"] = "billing_portal.session",
            ["configuration"] = "bpc_fake",
            ["created"] = now,
            ["customer"] = customer.Id(),
            ["customer_account"] = null,
            ["flow"] = null,
            ["livemode"] = false,
            ["locale"] = null,
            ["on_behalf_of"] = null,
            ["return_url"] = null,
            ["url"] = null,
        };

    public static JsonObject Flow(JsonObject sent)
    {
        var cancel = sent["subscription_cancel"] is { } wanted
            ? new JsonObject { ["retention"] = null, ["subscription"] = wanted.Text("subscription") }
            : null;
        return new JsonObject
        {
            ["after_completion"] = new JsonObject
            {
                ["hosted_confirmation"] = null,
                ["redirect"] = sent["after_completion"]?["redirect"]?.Text("return_url") is { } url
                    ? new JsonObject { ["return_url"] = url }
                    : null,
                ["type"] = sent["after_completion"]?.Text("type") ?? "portal_homepage",
            },
            ["customer_update"] = null,
            ["subscription_cancel"] = cancel,
            ["subscription_pause"] = null,
            ["subscription_update"] = null,
            ["subscription_update_confirm"] = null,
            ["type"] = sent.Text("type"),
        };
    }
}
