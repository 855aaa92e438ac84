using System.Globalization;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Charges and credits for a part of a period, by the second.</summary>
public static class Proration
{
    public static DateTimeOffset PeriodEnd(JsonObject price, DateTimeOffset anchor, DateTimeOffset after)
    {
        var recurring = price.Tree("recurring");
        var count = (int)recurring.Whole("interval_count")!.Value;
        DateTimeOffset Step(int times) =>
            recurring.Text("interval") switch
            {
                "day" => anchor.AddDays(times * count),
                "week" => anchor.AddDays(times * count * 7),
                "month" => anchor.AddMonths(times * count),
                _ => anchor.AddYears(times * count),
            };
        var times = 1;
        while (Step(times) <= after)
        {
            times++;
        }
        return Step(times);
    }

    public static InvoiceLine WholePeriod(JsonObject item, JsonObject price, DateTimeOffset start, DateTimeOffset end)
    {
        var quantity = item.Whole("quantity")!.Value;
        return new(
            $"{quantity} × {Name(price)}",
            quantity * price.Whole("unit_amount")!.Value,
            price,
            quantity,
            start,
            end,
            item.Id(),
            IsProration: false
        );
    }

    public static InvoiceLine Unused(JsonObject item, JsonObject price, DateTimeOffset at)
    {
        var quantity = item.Whole("quantity")!.Value;
        return new(
            $"Unused time on {quantity} × {Name(price)} after {Day(at)}",
            -Share(item, quantity * price.Whole("unit_amount")!.Value, at),
            price,
            quantity,
            at,
            item.Time("current_period_end")!.Value,
            item.Id(),
            IsProration: true
        );
    }

    public static InvoiceLine Remaining(JsonObject item, JsonObject price, long quantity, DateTimeOffset at) =>
        new(
            $"Remaining time on {quantity} × {Name(price)} after {Day(at)}",
            Share(item, quantity * price.Whole("unit_amount")!.Value, at),
            price,
            quantity,
            at,
            item.Time("current_period_end")!.Value,
            item.Id(),
            IsProration: true
        );

    private static long Share(JsonObject item, long amount, DateTimeOffset at)
    {
        var (start, end) = (item.Whole("current_period_start")!.Value, item.Whole("current_period_end")!.Value);
        var left = Math.Clamp(end - at.ToUnixTimeSeconds(), 0, end - start);
        return (long)Math.Round((decimal)amount * left / (end - start), MidpointRounding.AwayFromZero);
    }

    private static string Name(JsonObject price) => price.Text("nickname") ?? price.Text("lookup_key") ?? price.Id();

    private static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
