using System.Text.Json.Nodes;
using FaceRek.Core.Billing.Plans;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>What an operator creates at Stripe before the first sale: prices and the webhook endpoint.</summary>
public static class Storefront
{
    public static void Sell(this FakeStripeServer stripe, IEnumerable<Plan> plans)
    {
        foreach (var plan in plans.Where(plan => plan.IsPaid))
        {
            var product = stripe.Account.Catalogue.AddProduct($"FaceRek {plan.Name}");
            foreach (var price in plan.Prices)
            {
                var interval = price.Interval == BillingInterval.Year ? "year" : "month";
                stripe.Account.Catalogue.AddPrice(
                    product,
                    price.LookupKey,
                    price.PerPerson.Currency,
                    price.PerPerson.Minor,
                    interval
                );
            }
        }
    }

    /// <summary>Sends all events only to <paramref name="url"/>.</summary>
    public static JsonObject Listen(this FakeStripeServer stripe, Uri url)
    {
        foreach (var endpoint in stripe.Account.Books.Of("webhook_endpoint"))
        {
            stripe.Account.Books.Remove(endpoint.Id());
        }
        return stripe.Account.Endpoints.Add(url.ToString(), FakeStripeServer.WebhookSecret);
    }
}
