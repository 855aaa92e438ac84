using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Coupons, the codes people type for them, and the discounts they become.</summary>
public sealed class Discounts(StripeLedger books)
{
    public IEnumerable<Route> Routes =>
        [
            new(
                "Coupons.create",
                "POST",
                "/v1/coupons",
                "id name percent_off amount_off currency duration duration_in_months max_redemptions metadata.*",
                CreateCoupon
            ),
            new(
                "Coupons.retrieve",
                "GET",
                "/v1/coupons/{id}",
                "",
                request => books.Get("coupon", request.Id).DeepClone()
            ),
            new("Coupons.list", "GET", "/v1/coupons", Page.Parameters, request => Page.Of(request, books.Of("coupon"))),
            new(
                "PromotionCodes.create",
                "POST",
                "/v1/promotion_codes",
                "promotion.type promotion.coupon code active max_redemptions expires_at metadata.*",
                CreateCode
            ),
            new(
                "PromotionCodes.retrieve",
                "GET",
                "/v1/promotion_codes/{id}",
                "",
                request => books.Get("promotion_code", request.Id).DeepClone()
            ),
            new(
                "PromotionCodes.list",
                "GET",
                "/v1/promotion_codes",
                $"code active {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        books
                            .Of("promotion_code")
                            .Where(code =>
                                (request.Text("code") is not { } text || code.Is("code", text))
                                && (
                                    !request.Sent("active")
                                    || code["active"]!.GetValue<bool>() == request.Flag("active")
                                )
                            )
                    )
            ),
        ];

    public JsonObject AddCode(string code, decimal percentOff, string duration = "once")
    {
        var coupon = books.Add(Coupon(StripeLedger.NewId("co"), percentOff, null, null, duration));
        return books.Add(Code(coupon.Id(), code));
    }

    /// <summary>The promotion code that was typed; null where there is no valid one.</summary>
    public JsonObject? Holding(string typed) =>
        books
            .Of("promotion_code")
            .FirstOrDefault(code =>
                string.Equals(code.Text("code"), typed, StringComparison.OrdinalIgnoreCase)
                && code["active"]!.GetValue<bool>()
                && !(code.Whole("max_redemptions") <= code.Whole("times_redeemed"))
                && !(code.Time("expires_at") <= books.Now)
            );

    public JsonObject CouponOf(JsonObject code) => books.Get("coupon", code["promotion"]!.Text("coupon")!);

    public void Add(JsonObject subscription, JsonObject? code, JsonObject coupon)
    {
        var end = coupon.Is("duration", "repeating")
            ? books.Now.AddMonths((int)coupon.Whole("duration_in_months")!.Value).ToUnixTimeSeconds()
            : (long?)null;
        var discount = books.Add(
            new JsonObject
            {
                ["id"] = StripeLedger.NewId("di"),
                ["object"] = "discount",
                ["checkout_session"] = null,
                ["customer"] = subscription.Text("customer"),
                ["customer_account"] = null,
                ["end"] = end,
                ["invoice"] = null,
                ["invoice_item"] = null,
                ["promotion_code"] = code?.Id(),
                ["source"] = new JsonObject { ["coupon"] = coupon.Id(), ["type"] = "coupon" },
                ["start"] = books.Seconds,
                ["subscription"] = subscription.Id(),
                ["subscription_item"] = null,
            }
        );
        subscription["discounts"]!.AsArray().Add(discount.Id());
        coupon["times_redeemed"] = coupon.Whole("times_redeemed") + 1;
        if (code is not null)
        {
            code["times_redeemed"] = code.Whole("times_redeemed") + 1;
        }
    }

    public void Replace(JsonObject subscription, IReadOnlyList<JsonObject> wanted)
    {
        subscription["discounts"] = new JsonArray();
        foreach (var one in wanted)
        {
            Add(subscription, one);
        }
    }

    public void Add(JsonObject subscription, JsonObject wanted)
    {
        var code = wanted.Text("promotion_code") is { } id
            ? books.Get("promotion_code", id, "discounts[0][promotion_code]")
            : null;
        Add(
            subscription,
            code,
            code is null ? books.Get("coupon", wanted.Text("coupon") ?? "", "discounts[0][coupon]") : CouponOf(code)
        );
    }

    /// <summary>An invoice was created: a discount for one use is now used.</summary>
    public void Use(JsonObject subscription) =>
        Keep(
            subscription,
            discount => !books.Get("coupon", discount["source"]!.Text("coupon")!).Is("duration", "once")
        );

    public void DropEnded(JsonObject subscription) =>
        Keep(subscription, discount => !(discount.Time("end") <= books.Now));

    private void Keep(JsonObject subscription, Func<JsonObject, bool> holds)
    {
        var kept = subscription["discounts"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .Where(id => holds(books.Get("discount", id)))
            .ToArray();
        if (kept.Length == subscription["discounts"]!.AsArray().Count)
        {
            return;
        }
        books.Change(
            subscription,
            "customer.subscription.updated",
            changed => changed["discounts"] = new JsonArray([.. kept.Select(id => (JsonNode)id)])
        );
    }

    private JsonNode CreateCoupon(StripeRequest request)
    {
        var (percent, amount) = (request.Text("percent_off"), request.Number("amount_off"));
        if (percent is null == amount is null)
        {
            throw RefusalException.Invalid("Pass exactly one of percent_off and amount_off.", "percent_off");
        }
        if (amount is not null && request.Text("currency") is null)
        {
            throw RefusalException.Invalid("You must pass currency when passing amount_off.", "currency");
        }
        var coupon = Coupon(
            request.Text("id") ?? StripeLedger.NewId("co"),
            percent is null ? null : decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture),
            amount,
            request.Text("currency"),
            request.Text("duration") ?? "once"
        );
        (coupon["name"], coupon["duration_in_months"], coupon["max_redemptions"]) = (
            request.Text("name"),
            request.Number("duration_in_months"),
            request.Number("max_redemptions")
        );
        coupon["metadata"] = Json.Merged(null, request.Form["metadata"]);
        return books.Add(coupon).DeepClone();
    }

    private JsonNode CreateCode(StripeRequest request)
    {
        var coupon = books.Get(
            "coupon",
            request.Tree("promotion")?.Text("coupon")
                ?? throw RefusalException.Invalid("Missing required param: promotion[coupon].", "promotion[coupon]"),
            "promotion[coupon]"
        );
        var text = request.Text("code") ?? StripeLedger.NewId("")[1..9].ToUpperInvariant();
        if (Holding(text) is not null)
        {
            throw RefusalException.Invalid(
                "An active promotion code with `code: " + text + "` already exists.",
                "code",
                "resource_already_exists"
            );
        }
        var code = Code(coupon.Id(), text);
        (code["active"], code["max_redemptions"], code["expires_at"]) = (
            request.Flag("active") ?? true,
            request.Number("max_redemptions"),
            request.Number("expires_at")
        );
        code["metadata"] = Json.Merged(null, request.Form["metadata"]);
        return books.Add(code).DeepClone();
    }

    private JsonObject Coupon(string id, decimal? percentOff, long? amountOff, string? currency, string duration) =>
        new()
        {
            ["id"] = id,
            ["object"] = "coupon",
            ["amount_off"] = amountOff,
            ["created"] = books.Seconds,
            ["currency"] = currency,
            ["duration"] = duration,
            ["duration_in_months"] = null,
            ["livemode"] = false,
            ["max_redemptions"] = null,
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["percent_off"] = percentOff,
            ["redeem_by"] = null,
            ["times_redeemed"] = 0,
            ["valid"] = true,
        };

    private JsonObject Code(string coupon, string code) =>
        new()
        {
            ["id"] = StripeLedger.NewId("promo"),
            ["object"] = "promotion_code",
            ["active"] = true,
            ["code"] = code,
            ["created"] = books.Seconds,
            ["customer"] = null,
            ["customer_account"] = null,
            ["expires_at"] = null,
            ["livemode"] = false,
            ["max_redemptions"] = null,
            ["metadata"] = new JsonObject(),
            ["promotion"] = new JsonObject { ["coupon"] = coupon, ["type"] = "coupon" },
            ["restrictions"] = new JsonObject
            {
                ["first_time_transaction"] = false,
                ["minimum_amount"] = null,
                ["minimum_amount_currency"] = null,
            },
            ["times_redeemed"] = 0,
        };
}
