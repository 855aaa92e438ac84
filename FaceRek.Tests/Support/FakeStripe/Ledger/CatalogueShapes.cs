using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public static class CatalogueShapes
{
    public static JsonObject Product(string name, long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("prod"),
            ["object"] = "product",
            ["active"] = true,
            ["created"] = now,
            ["default_price"] = null,
            ["description"] = null,
            ["images"] = new JsonArray(),
            ["livemode"] = false,
            ["marketing_features"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["name"] = name,
            ["package_dimensions"] = null,
            ["shippable"] = null,
            ["statement_descriptor"] = null,
            ["tax_code"] = null,
            ["tax_details"] = null,
            ["type"] = "service",
            ["unit_label"] = null,
            ["updated"] = now,
            ["url"] = null,
        };

    public static JsonObject Price(string product, string currency, long unitAmount, long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("price"),
            ["object"] = "price",
            ["active"] = true,
            ["billing_scheme"] = "per_unit",
            ["created"] = now,
            ["currency"] = currency,
            ["custom_unit_amount"] = null,
            ["livemode"] = false,
            ["lookup_key"] = null,
            ["metadata"] = new JsonObject(),
            ["nickname"] = null,
            ["product"] = product,
            ["recurring"] = null,
            ["tax_behavior"] = "unspecified",
            ["tiers_mode"] = null,
            ["transform_quantity"] = null,
            ["type"] = "recurring",
            ["unit_amount"] = unitAmount,
            ["unit_amount_decimal"] = Catalogue.InDigits(unitAmount),
        };

    public static JsonObject Recurring(string interval, long count) =>
        new()
        {
            ["interval"] = interval,
            ["interval_count"] = count,
            ["meter"] = null,
            ["trial_period_days"] = null,
            ["usage_type"] = "licensed",
        };

    /// <summary>The old name of a price, which subscription items still carry.</summary>
    public static JsonObject Plan(JsonObject price) =>
        new()
        {
            ["id"] = price.Id(),
            ["object"] = "plan",
            ["active"] = price["active"]!.GetValue<bool>(),
            ["amount"] = price.Whole("unit_amount"),
            ["amount_decimal"] = price.Text("unit_amount_decimal"),
            ["billing_scheme"] = "per_unit",
            ["created"] = price.Whole("created"),
            ["currency"] = price.Text("currency"),
            ["interval"] = price["recurring"]!.Text("interval"),
            ["interval_count"] = price["recurring"]!.Whole("interval_count"),
            ["livemode"] = false,
            ["metadata"] = price["metadata"].CloneOrEmpty(),
            ["meter"] = null,
            ["nickname"] = price.Text("nickname"),
            ["product"] = price.Text("product"),
            ["tiers_mode"] = null,
            ["transform_usage"] = null,
            ["trial_period_days"] = null,
            ["usage_type"] = "licensed",
        };
}
