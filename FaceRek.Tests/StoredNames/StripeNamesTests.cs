using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.StoredNames;

/// <summary>What Stripe stores under words from the code. A changed idempotency key would charge a second time after a restart.</summary>
public sealed class StripeNamesTests(BillingFixture stage) : IClassFixture<BillingFixture>, IDisposable
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    public void Dispose() => stage.Stripe.Faults.Clear();

    [Fact]
    public async Task A_customer_and_a_checkout_have_the_keys_and_marks_they_had()
    {
        var company = await stage.NewCompanyAsync(7);
        var (customer, checkout) = await CheckOutAsync(company);

        Assert.Equal(KeyOf("customer", Of(company)), customer.Key);
        Assert.Equal(company.Id.ToString("N"), customer.Tree("metadata")![Word("mark of a customer")]!.ToString());
        var open = await stage.App.InAsync(
            company,
            services => services.GetRequiredService<FaceRekDb>().OpenCheckouts.SingleAsync()
        );
        var parts = Of(
            company,
            ("checkout", $"{open.Id}"),
            ("customer", checkout.Text("customer")!),
            ("price", Item(checkout, "line_items", "price")),
            ("tax", "False")
        );
        Assert.Equal(KeyOf("checkout", parts), checkout.Key);
        Assert.Equal(
            company.Id.ToString("N"),
            checkout.Tree("subscription_data")!["metadata"]![Word("mark of a subscription")]!.ToString()
        );
    }

    [Fact]
    public async Task A_customer_that_is_made_again_has_the_key_it_had()
    {
        var company = await stage.NewCompanyAsync(7);
        stage.Stripe.Faults.Next(
            "POST",
            "/v1/customers",
            WireFault.ErrorBeforeWrite,
            WireFault.ErrorBeforeWrite,
            WireFault.ErrorBeforeWrite
        );
        var (customer, _) = await CheckOutAsync(company);
        Assert.Equal(KeyOf("customer again", Of(company)), customer.Key);
    }

    [Fact]
    public async Task A_change_of_plan_and_a_number_of_people_have_the_keys_they_had()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.FillAsync(company, 9);
        await stage.App.InAsync(
            company,
            async services =>
            {
                await services.GetRequiredService<SeatSync>().RunAsync(Whatever);
                return 0;
            }
        );
        var seats = LastWrite("/v1/subscriptions/");
        var account = await stage.App.InAsync(
            company,
            services => services.GetRequiredService<FaceRekDb>().BillingAccounts.SingleAsync()
        );
        var revision = account.SeatRevision.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(
            KeyOf(
                "people",
                Of(
                    company,
                    ("subscription", seats.Id),
                    ("item", Item(seats, "items", "id")),
                    ("people", "9"),
                    ("revision", revision)
                )
            ),
            seats.Key
        );

        await stage.SettleAsync();
        var shown = Assert.IsType<BillingOutcome.Shown>(
            await stage.AsOwnerAsync<PlanChangeDesk, BillingOutcome>(
                company,
                desk => desk.PreviewAsync("business", BillingInterval.Month, Whatever)
            )
        );
        _ = await stage.AsOwnerAsync<PlanChangeDesk, BillingOutcome>(
            company,
            desk => desk.ConfirmAsync(shown.Change.Id, stage.World.Ada.Id, Whatever)
        );
        var plan = LastWrite("/v1/subscriptions/");
        Assert.Equal(
            KeyOf(
                "change of plan",
                Of(
                    company,
                    ("change", $"{shown.Change.Id}"),
                    ("item", Item(plan, "items", "id")),
                    ("price", Item(plan, "items", "price"))
                )
            ),
            plan.Key
        );
    }

    [Fact]
    public async Task Products_and_prices_have_the_names_they_had()
    {
        await using var stripe = await FakeStripeServer.StartAsync();
        var shop = new StripeProvisioner(
            StripeConnection.Open(
                new BillingSettings { SecretKey = FakeStripeServer.SecretKey, ApiBase = stripe.ApiBase },
                isProduction: false
            )
        );
        foreach (var step in await shop.LookAsync(new Uri("https://facerek.example/hooks/stripe"), Whatever))
        {
            _ = await shop.DoAsync(step, Whatever);
        }
        Golden.Holds(
            "Products and prices at Stripe",
            [
                .. stripe
                    .Api.Requests.Where(request => request is { Method: "POST", Path: "/v1/products" })
                    .Select(request => $"product {request.Text("id")}"),
                .. stripe
                    .Api.Requests.Where(request => request is { Method: "POST", Path: "/v1/prices" })
                    .Select(request => $"price {request.Text("lookup_key")} of {request.Text("product")}"),
                .. PlanCatalogue.All.SelectMany(
                    plan => plan.Prices,
                    (plan, price) => $"plan {plan.Code} by {price.LookupKey}"
                ),
                .. PlanCatalogue.All.Select(plan =>
                    string.Create(CultureInfo.InvariantCulture, $"plan {plan.Code} {plan.Version}")
                ),
            ]
        );
    }

    [Fact]
    public void A_subscription_is_recorded_in_the_words_it_was()
    {
        var at = new DateTimeOffset(2026, 2, 2, 9, 30, 15, TimeSpan.Zero);
        var subscription = new Subscription { OrganizationId = Guid.Empty, StripeId = "sub_1" };
        var told = new SubscriptionSnapshot(
            "sub_1",
            "si_1",
            SubscriptionStatus.PastDue,
            "facerek_team_month_v1",
            12,
            at
        )
        {
            CancelAt = at.AddDays(60),
            IsCollectionPaused = true,
            PendingUntil = at,
        };
        _ = subscription.Apply(told, at);
        Golden.Holds("Subscriptions in words", [subscription.InWords()]);
    }

    private async Task<(StripeRequest Customer, StripeRequest Checkout)> CheckOutAsync(Organization company)
    {
        var outcome = await stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            company,
            desk => desk.StartAsync("team", BillingInterval.Month, stage.World.Ada.Id, Whatever)
        );
        _ = Assert.IsType<BillingOutcome.GoTo>(outcome);
        return (LastWrite("/v1/customers"), LastWrite("/v1/checkout/sessions"));
    }

    private StripeRequest LastWrite(string path) =>
        stage.Stripe.Api.Requests.Last(request =>
            request.Method == "POST" && request.Path.StartsWith(path, StringComparison.Ordinal)
        );

    private static string Item(StripeRequest request, string list, string name) =>
        request.Trees(list)[0][name]!.ToString();

    private Dictionary<string, string> Of(Organization company, params (string Name, string Value)[] more)
    {
        var parts = new Dictionary<string, string>
        {
            ["{organization}"] = $"{company.Id}",
            ["{before}"] = "",
            ["{name}"] = company.Name,
            ["{email}"] = stage.World.Ada.Email!,
        };
        foreach (var (name, value) in more)
        {
            parts[$"{{{name}}}"] = value;
        }
        return parts;
    }

    /// <summary>From the golden file: the prefix, and the hashed parts, each on a line.</summary>
    private static string KeyOf(string what, Dictionary<string, string> parts)
    {
        var words = Word(what).Split(' ');
        var text = string.Join('\n', words[1..].Select(word => parts[word]));
        return words[0] + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Word(string what) => Golden.Line("Keys and marks at Stripe", $"{what}: ");
}
