using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>What an update changes in one item.</summary>
public sealed record ItemChange(string Item, string Price, long Quantity)
{
    public JsonObject ToJson() =>
        new()
        {
            ["item"] = Item,
            ["price"] = Price,
            ["quantity"] = Quantity,
        };

    public static ItemChange Of(JsonNode saved) =>
        new(saved.Text("item")!, saved.Text("price")!, saved.Whole("quantity")!.Value);
}
