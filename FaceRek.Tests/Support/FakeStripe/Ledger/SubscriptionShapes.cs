using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public static class SubscriptionShapes
{
    public static JsonObject Subscription(string customer, string currency, long now)
    {
        var id = StripeLedger.NewId("sub");
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "subscription",
            ["application"] = null,
            ["application_fee_percent"] = null,
            ["automatic_tax"] = new JsonObject
            {
                ["disabled_reason"] = null,
                ["enabled"] = false,
                ["liability"] = null,
            },
            ["billing_cycle_anchor"] = now,
            ["billing_cycle_anchor_config"] = null,
            ["billing_mode"] = new JsonObject
            {
                ["flexible"] = new JsonObject { ["proration_discounts"] = "included" },
                ["type"] = "flexible",
            },
            ["billing_schedules"] = new JsonArray(),
            ["billing_thresholds"] = null,
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = false,
            ["canceled_at"] = null,
            ["cancellation_details"] = new JsonObject
            {
                ["comment"] = null,
                ["feedback"] = null,
                ["feedback_option"] = null,
                ["reason"] = null,
            },
            ["collection_method"] = "charge_automatically",
            ["created"] = now,
            ["currency"] = currency,
            ["customer"] = customer,
            ["customer_account"] = null,
            ["days_until_due"] = null,
            ["default_payment_method"] = null,
            ["default_source"] = null,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = null,
            ["discounts"] = new JsonArray(),
            ["ended_at"] = null,
            ["invoice_settings"] = new JsonObject
            {
                ["account_tax_ids"] = null,
                ["custom_fields"] = null,
                ["description"] = null,
                ["footer"] = null,
                ["issuer"] = new JsonObject { ["type"] = "self" },
            },
            ["items"] = Json.List($"/v1/subscription_items?subscription={id}", []),
            ["latest_invoice"] = null,
            ["livemode"] = false,
            ["managed_payments"] = null,
            ["metadata"] = new JsonObject(),
            ["next_pending_invoice_item_invoice"] = null,
            ["on_behalf_of"] = null,
            ["pause_collection"] = null,
            ["payment_settings"] = new JsonObject
            {
                ["payment_method_options"] = null,
                ["payment_method_types"] = null,
                ["save_default_payment_method"] = "off",
            },
            ["pending_invoice_item_interval"] = null,
            ["pending_setup_intent"] = null,
            ["pending_update"] = null,
            ["schedule"] = null,
            ["start_date"] = now,
            ["status"] = "incomplete",
            ["test_clock"] = null,
            ["transfer_data"] = null,
            ["trial_end"] = null,
            ["trial_settings"] = TrialSettings("create_invoice"),
            ["trial_start"] = null,
        };
    }

    public static JsonObject TrialSettings(string missingPaymentMethod) =>
        new()
        {
            ["end_behavior"] = new JsonObject
            {
                ["billing_cycle_anchor"] = null,
                ["missing_payment_method"] = missingPaymentMethod,
            },
        };

    public static JsonObject Item(
        string subscription,
        JsonObject price,
        long quantity,
        DateTimeOffset start,
        DateTimeOffset end
    ) =>
        new()
        {
            ["id"] = StripeLedger.NewId("si"),
            ["object"] = "subscription_item",
            ["billing_thresholds"] = null,
            ["created"] = start.ToUnixTimeSeconds(),
            ["current_period_end"] = end.ToUnixTimeSeconds(),
            ["current_period_start"] = start.ToUnixTimeSeconds(),
            ["current_trial"] = null,
            ["discounts"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["plan"] = CatalogueShapes.Plan(price),
            ["price"] = price.Clone(),
            ["quantity"] = quantity,
            ["subscription"] = subscription,
            ["tax_rates"] = new JsonArray(),
        };
}
