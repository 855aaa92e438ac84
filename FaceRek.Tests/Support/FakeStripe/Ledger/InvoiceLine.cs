using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <param name="Amount">In the currency's smallest unit; below zero for a credit.</param>
public sealed record InvoiceLine(
    string Description,
    long Amount,
    JsonObject Price,
    long Quantity,
    DateTimeOffset Start,
    DateTimeOffset End,
    string Item,
    bool IsProration
)
{
    public JsonObject ToJson(string? invoice, string subscription) =>
        new()
        {
            ["id"] = StripeLedger.NewId("il"),
            ["object"] = "line_item",
            ["amount"] = Amount,
            ["currency"] = Price.Text("currency"),
            ["description"] = Description,
            ["discount_amounts"] = new JsonArray(),
            ["discountable"] = !IsProration,
            ["discounts"] = new JsonArray(),
            ["invoice"] = invoice,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["parent"] = new JsonObject
            {
                ["invoice_item_details"] = null,
                ["subscription_item_details"] = new JsonObject
                {
                    ["invoice_item"] = null,
                    ["proration"] = IsProration,
                    ["proration_details"] = new JsonObject { ["credited_items"] = null },
                    ["subscription"] = subscription,
                    ["subscription_item"] = Item,
                },
                ["type"] = "subscription_item_details",
            },
            ["period"] = new JsonObject { ["end"] = End.ToUnixTimeSeconds(), ["start"] = Start.ToUnixTimeSeconds() },
            ["pretax_credit_amounts"] = new JsonArray(),
            ["pricing"] = new JsonObject
            {
                ["price_details"] = new JsonObject { ["price"] = Price.Id(), ["product"] = Price.Text("product") },
                ["type"] = "price_details",
                ["unit_amount_decimal"] = Price.Text("unit_amount_decimal"),
            },
            ["quantity"] = Quantity,
            ["quantity_decimal"] = Catalogue.InDigits(Quantity),
            ["subscription"] = subscription,
            ["subtotal"] = Amount,
            ["taxes"] = new JsonArray(),
        };
}
