using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Tests.Support.FakeStripe;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Billing.Stripe;

/// <summary>A Stripe account in which nothing exists yet, or not everything, or something different.</summary>
public sealed class StripeProvisionerTests : IAsyncLifetime
{
    private static readonly CancellationToken Whatever = CancellationToken.None;
    private static readonly Uri Hook = new("https://facerek.example/hooks/stripe");

    private FakeStripeServer stripe = null!;
    private StripeConnection connection = null!;
    private StripeProvisioner provisioner = null!;

    private StripeLedger Books => stripe.Account.Books;

    public async ValueTask InitializeAsync()
    {
        stripe = await FakeStripeServer.StartAsync();
        connection = StripeConnection.Open(
            new BillingSettings { SecretKey = FakeStripeServer.SecretKey, ApiBase = stripe.ApiBase },
            isProduction: false
        );
        provisioner = new StripeProvisioner(connection);
    }

    public ValueTask DisposeAsync() => stripe.DisposeAsync();

    [Fact]
    public async Task Looking_names_all_that_is_missing_and_makes_nothing()
    {
        var steps = await provisioner.LookAsync(Hook, Whatever);
        Assert.Equal(["team", "business"], steps.OfType<ProvisioningStep.MakeProduct>().Select(step => step.Plan.Code));
        Assert.Equal(
            ["facerek_team_month_v1", "facerek_team_year_v1", "facerek_business_month_v1", "facerek_business_year_v1"],
            steps.OfType<ProvisioningStep.MakePrice>().Select(step => step.Price.LookupKey)
        );
        Assert.Equal(Hook, Assert.Single(steps.OfType<ProvisioningStep.MakeEndpoint>()).Address);
        Assert.All(stripe.Api.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task What_is_set_up_can_be_bought_and_setting_up_again_finds_nothing_to_do()
    {
        var secrets = await SetUpAsync();
        Assert.Empty(await provisioner.LookAsync(Hook, Whatever));

        var prices = new StripePriceCache(connection, new FakeTimeProvider(), NullLogger<StripePriceCache>.Instance);
        foreach (var price in PlanCatalogue.Offered.SelectMany(plan => plan.Prices))
        {
            Assert.NotNull(await prices.FindAsync(price, Whatever));
        }
        var endpoint = Assert.Single(Books.Of("webhook_endpoint"));
        Assert.Equal(
            [.. EventKind.OfCustomers, .. EventKind.OfPrices],
            endpoint["enabled_events"]!.AsArray().Select(name => name!.GetValue<string>())
        );
        Assert.Equal(FakeStripeServer.ApiVersion, endpoint.Text("api_version"));
        // Returned once, and it is the one that signs.
        Assert.Equal(stripe.Account.Endpoints.For("invoice.paid").Single().Secrets, secrets);
    }

    [Fact]
    public async Task Two_who_set_up_at_once_make_each_thing_once()
    {
        var steps = (await provisioner.LookAsync(Hook, Whatever))
            .Where(step => step is not ProvisioningStep.MakeEndpoint)
            .ToList();
        var tries = await Task.WhenAll(
            steps
                .Concat(steps)
                .Select(async step =>
                {
                    try
                    {
                        await provisioner.DoAsync(step, Whatever);
                        return true;
                    }
                    catch (IOException)
                    {
                        return false;
                    }
                })
        );
        Assert.Contains(false, tries);
        foreach (var step in await provisioner.LookAsync(Hook, Whatever))
        {
            await provisioner.DoAsync(step, Whatever);
        }
        Assert.Equal((2, 4), (Books.Of("product").Count(), Books.Of("price").Count()));
    }

    [Fact]
    public async Task What_was_archived_or_switched_off_is_taken_up_again()
    {
        await SetUpAsync();
        Books.Find("facerek_team")!["active"] = false;
        Books.Of("price").First(price => price.Is("lookup_key", "facerek_team_year_v1"))["active"] = false;
        var endpoint = Books.Of("webhook_endpoint").Single();
        (endpoint["status"], endpoint["enabled_events"]) = (
            "disabled",
            new System.Text.Json.Nodes.JsonArray("invoice.created")
        );

        var steps = await provisioner.LookAsync(Hook, Whatever);
        Assert.Equal(
            [
                typeof(ProvisioningStep.ReviveProduct),
                typeof(ProvisioningStep.RevivePrice),
                typeof(ProvisioningStep.ChangeEndpoint),
            ],
            steps.Select(step => step.GetType())
        );
        foreach (var step in steps)
        {
            Assert.Null(await provisioner.DoAsync(step, Whatever));
        }
        Assert.Empty(await provisioner.LookAsync(Hook, Whatever));
    }

    [Fact]
    public async Task A_price_of_another_amount_is_named_and_left_alone()
    {
        await SetUpAsync();
        var price = Books.Of("price").First(one => one.Is("lookup_key", "facerek_team_month_v1"));
        price["unit_amount"] = 1;
        var differs = Assert.IsType<ProvisioningStep.Differs>(
            Assert.Single(await provisioner.LookAsync(Hook, Whatever))
        );
        Assert.Equal(("facerek_team_month_v1", price.Id()), (differs.Price.LookupKey, differs.PriceId));
        // It is not used for sales either.
        Assert.Null(
            await new StripePriceCache(
                connection,
                new FakeTimeProvider(),
                NullLogger<StripePriceCache>.Instance
            ).FindAsync(differs.Price, Whatever)
        );
    }

    [Fact]
    public async Task A_refusal_is_told_in_a_sentence_without_what_was_sent()
    {
        var stranger = new StripeProvisioner(
            StripeConnection.Open(
                new BillingSettings { SecretKey = "sk_test_stranger", ApiBase = stripe.ApiBase },
                isProduction: false
            )
        );
        var exception = await Assert.ThrowsAsync<IOException>(() => stranger.LookAsync(Hook, Whatever));
        Assert.Contains("401", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", exception.Message, StringComparison.Ordinal);
    }

    private async Task<List<string>> SetUpAsync()
    {
        var secrets = new List<string>();
        foreach (var step in await provisioner.LookAsync(Hook, Whatever))
        {
            if (await provisioner.DoAsync(step, Whatever) is { } secret)
            {
                secrets.Add(secret);
            }
        }
        return secrets;
    }
}
