using System.Net;
using Stripe;
using Card = FaceRek.Tests.Support.FakeStripe.Ledger.Card;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>Both ends of a purchase without an application: Stripe's own client, and a person at the hosted pages.</summary>
public sealed class StripeBuyer(FakeStripeServer stripe) : IDisposable
{
    private readonly HttpClient pages = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = stripe.Address,
    };

    public V1Services Api { get; } = NewClient(stripe).V1;

    public static StripeClient NewClient(FakeStripeServer stripe, int retries = 0, TimeSpan? patience = null) =>
        new(
            new StripeClientOptions
            {
                ApiKey = FakeStripeServer.SecretKey,
                ApiBase = stripe.ApiBase,
                HttpClient = new SystemNetHttpClient(
                    new HttpClient(new SocketsHttpHandler { UseProxy = false })
                    {
                        Timeout = patience ?? TimeSpan.FromSeconds(30),
                    },
                    retries,
                    appInfo: null,
                    enableTelemetry: false
                ),
            }
        );

    public async Task<Customer> CustomerAsync() =>
        await Api.Customers.CreateAsync(
            new CustomerCreateOptions { Email = "ada@bakery.example", Name = "Baker & Daughters" }
        );

    public async Task<string> PriceAsync(string lookupKey) =>
        (await Api.Prices.ListAsync(new PriceListOptions { LookupKeys = [lookupKey] })).Single().Id;

    public async Task<Stripe.Checkout.Session> CheckoutAsync(
        string customer,
        string lookupKey,
        long quantity,
        bool withCodes = false
    ) =>
        await Api.Checkout.Sessions.CreateAsync(
            new()
            {
                Mode = "subscription",
                Customer = customer,
                SuccessUrl = "http://localhost/back?session_id={CHECKOUT_SESSION_ID}",
                CancelUrl = "http://localhost/no",
                AllowPromotionCodes = withCodes,
                LineItems = [new() { Price = await PriceAsync(lookupKey), Quantity = quantity }],
            }
        );

    /// <summary>Presses the button of a hosted page.</summary>
    public async Task<(HttpStatusCode Status, string Location, string Body)> PressAsync(
        string page,
        string action,
        Card? card = null,
        params (string Name, string Value)[] more
    )
    {
        using var form = new FormUrlEncodedContent([
            KeyValuePair.Create("action", action),
            KeyValuePair.Create("card", (card ?? Card.Good).Number),
            .. more.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        using var response = await pages.PostAsync(new Uri(page), form);
        return (
            response.StatusCode,
            response.Headers.Location?.OriginalString ?? "",
            await response.Content.ReadAsStringAsync()
        );
    }

    /// <summary>A bought and paid subscription.</summary>
    public async Task<Subscription> BuyAsync(string lookupKey = "facerek_team_month_v1", long quantity = 7)
    {
        var customer = await CustomerAsync();
        var session = await CheckoutAsync(customer.Id, lookupKey, quantity);
        await PressAsync(session.Url, "pay");
        return await Api.Subscriptions.GetAsync((await Api.Checkout.Sessions.GetAsync(session.Id)).SubscriptionId);
    }

    /// <summary>From now on the customer's renewals fail, or succeed again.</summary>
    public Task ReplaceCardAsync(string customer, Card card) =>
        stripe.DoAsync(account =>
        {
            var method = account.Customers.Save(account.Customers.Get(customer), card);
            foreach (
                var subscription in account
                    .Books.Of("subscription")
                    .Where(subscription => subscription["customer"]!.GetValue<string>() == customer)
            )
            {
                account.Books.Change(
                    subscription,
                    "customer.subscription.updated",
                    changed => changed["default_payment_method"] = method["id"]!.GetValue<string>()
                );
            }
            return 0;
        });

    public void Dispose() => pages.Dispose();
}
