using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Totals an invoice: discounts off the lines, tax on the rest, then the customer's credit.</summary>
public static class Totals
{
    /// <summary>With automatic tax, every customer pays this rate: the double knows no tax law.</summary>
    public const int TaxPercent = 20;

    /// <param name="balance">Of the customer; below zero it is a credit.</param>
    public static void Put(JsonObject invoice, long balance, Func<string, JsonObject?> find)
    {
        var subtotal = invoice.Data("lines").Sum(line => line.Whole("amount")!.Value);
        var discounts = Discounts(invoice, find).ToArray();
        var discounted = subtotal - discounts.Sum(discount => discount.Amount);
        var isInclusive = invoice
            .Data("lines")
            .Any(line => find(line["pricing"]!["price_details"]!.Text("price")!)!.Is("tax_behavior", "inclusive"));
        var tax = invoice["automatic_tax"]!["enabled"]!.GetValue<bool>() ? Tax(discounted, isInclusive) : 0;
        var total = isInclusive ? discounted : discounted + tax;
        var due = Math.Max(0, total + Math.Min(0, balance));

        (invoice["subtotal"], invoice["subtotal_excluding_tax"]) = (subtotal, isInclusive ? subtotal - tax : subtotal);
        (invoice["total"], invoice["total_excluding_tax"]) = (total, total - tax);
        (invoice["starting_balance"], invoice["ending_balance"]) = (balance, total + balance - due);
        (invoice["amount_due"], invoice["amount_remaining"]) = (due, due);
        invoice["total_discount_amounts"] = new JsonArray([
            .. discounts.Select(discount => new JsonObject
            {
                ["amount"] = discount.Amount,
                ["discount"] = discount.Id,
            }),
        ]);
        if (tax != 0)
        {
            invoice["total_taxes"] = new JsonArray(
                InvoiceShapes.Tax(tax, isInclusive ? "inclusive" : "exclusive", total - tax)
            );
        }
        (invoice["period_start"], invoice["period_end"]) = (
            invoice.Data("lines").Min(line => line["period"]!.Whole("start")),
            invoice.Data("lines").Max(line => line["period"]!.Whole("end"))
        );
    }

    public static long Discount(long amount, JsonObject coupon) =>
        coupon["percent_off"]?.GetValue<decimal>() is { } percent
            ? (long)Math.Round(amount * percent / 100, MidpointRounding.AwayFromZero)
            : Math.Clamp(coupon.Whole("amount_off")!.Value, 0, Math.Max(0, amount));

    public static long Tax(long amount, bool isInclusive) =>
        (long)
            Math.Round(
                isInclusive ? amount * TaxPercent / (100m + TaxPercent) : amount * TaxPercent / 100m,
                MidpointRounding.AwayFromZero
            );

    private static IEnumerable<(string Id, long Amount)> Discounts(JsonObject invoice, Func<string, JsonObject?> find)
    {
        var left = invoice.Data("lines").Sum(line => line.Whole("amount")!.Value);
        foreach (var id in invoice["discounts"]!.AsArray().Select(discount => discount!.GetValue<string>()))
        {
            var amount = Discount(left, find(find(id)!["source"]!.Text("coupon")!)!);
            left -= amount;
            yield return (id, amount);
        }
    }
}
