using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Stripe's limits for one subscription: 10 new invoices a minute, 20 a day, 200 updates of the quantity an hour.</summary>
public sealed class SubscriptionLimits(StripeLedger books)
{
    public void CountInvoice(JsonObject subscription)
    {
        Check(subscription, "invoices", TimeSpan.FromMinutes(1), 10);
        Check(subscription, "invoices", TimeSpan.FromDays(1), 20);
        Count(subscription, "invoices");
    }

    public void CountQuantityUpdate(JsonObject subscription)
    {
        Check(subscription, "quantities", TimeSpan.FromHours(1), 200);
        Count(subscription, "quantities");
    }

    private void Check(JsonObject subscription, string what, TimeSpan window, int most)
    {
        var since = (books.Now - window).ToUnixTimeSeconds();
        if (Times(subscription, what).Count(time => time!.GetValue<long>() > since) >= most)
        {
            throw new RefusalException(
                429,
                "invalid_request_error",
                "rate_limit",
                $"Too many requests for subscription {subscription.Id()}: at most {most} {what} in {window}."
            );
        }
    }

    private void Count(JsonObject subscription, string what) => Times(subscription, what).Add(books.Seconds);

    private JsonArray Times(JsonObject subscription, string what) =>
        (JsonArray)(books.Note(subscription.Id())[what] ??= new JsonArray());
}
