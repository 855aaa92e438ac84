using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public static class CustomerShapes
{
    private static readonly string[] AddressFields = ["city", "country", "line1", "line2", "postal_code", "state"];

    public static JsonObject Customer(long now) =>
        new()
        {
            ["id"] = StripeLedger.NewId("cus"),
            ["object"] = "customer",
            ["address"] = null,
            ["balance"] = 0,
            ["created"] = now,
            ["currency"] = null,
            ["default_source"] = null,
            ["delinquent"] = false,
            ["description"] = null,
            ["discount"] = null,
            ["email"] = null,
            ["invoice_prefix"] = "FR" + StripeLedger.NewId("")[1..7].ToUpperInvariant(),
            ["invoice_settings"] = new JsonObject
            {
                ["custom_fields"] = null,
                ["default_payment_method"] = null,
                ["footer"] = null,
                ["rendering_options"] = null,
            },
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["next_invoice_sequence"] = 1,
            ["phone"] = null,
            ["preferred_locales"] = new JsonArray(),
            ["shipping"] = null,
            ["tax_exempt"] = "none",
            ["test_clock"] = null,
        };

    public static JsonObject? Address(JsonObject? sent) =>
        sent is null
            ? null
            : new JsonObject(
                AddressFields.Select(field => KeyValuePair.Create<string, JsonNode?>(field, sent.Text(field)))
            );
}
