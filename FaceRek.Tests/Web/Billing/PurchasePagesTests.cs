using System.Net;
using System.Text.RegularExpressions;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe;
using FaceRek.Tests.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Billing;

/// <summary>The owner's pages with the stand-in for Stripe, as a browser without JavaScript uses them.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed partial class PurchasePagesTests : IAsyncLifetime
{
    private const string Home = "/bakery/billing";

    private FaceRekApp app = null!;
    private World world = null!;
    private FakeStripeServer stripe = null!;
    private StripeBuyer buyer = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        // One clock for both, which no test moves. No event is sent: the return from the checkout syncs.
        var clock = FaceRekApp.NewClock();
        stripe = await FakeStripeServer.StartAsync(clock);
        stripe.Sell(PlanCatalogue.All);
        app = await FaceRekApp.StartAsync(
            clock: clock,
            adjust: builder =>
            {
                builder.Configuration["Billing:ApiBase"] = stripe.ApiBase;
                builder.Configuration["Billing:SecretKey"] = FakeStripeServer.SecretKey;
            }
        );
        world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async db =>
            {
                db.AddRange(
                    Enumerable
                        .Range(1, 6)
                        .Select(number => new Person
                        {
                            OrganizationId = world.Bakery.Id,
                            Name = $"Baker {number}",
                            CreatedAt = app.Clock.GetUtcNow(),
                        })
                );
                await db.SaveChangesAsync();
            }
        );
        buyer = new StripeBuyer(stripe);
        owner = await world.ClientOfAsync(world.Ada);
    }

    public async ValueTask DisposeAsync()
    {
        owner.Dispose();
        buyer.Dispose();
        await app.DisposeAsync();
        await stripe.DisposeAsync();
    }

    [Fact]
    public async Task An_owner_chooses_pays_changes_cancels_and_resumes()
    {
        Assert.Contains(
            "€17.50 a month for 7 people",
            await ReadAsync($"{Home}/choose?plan=team&interval=month"),
            StringComparison.Ordinal
        );
        await BuyAsync();
        var active = await ReadAsync(Home);
        Assert.Contains("You are on Team", active, StringComparison.Ordinal);
        Assert.Contains("€17.50 a month for 7 people", active, StringComparison.Ordinal);
        Assert.Contains("Test mode", active, StringComparison.Ordinal);

        var preview = await ReadAsync($"{Home}/change?plan=business&interval=month");
        Assert.Contains("Change and pay €", preview, StringComparison.Ordinal);
        Assert.Contains("€31.50 a month for 7 people", preview, StringComparison.Ordinal);
        var change = ChangeId().Match(preview).Groups[1].Value;
        using (
            var changed = await owner.SubmitAsync(
                $"{Home}/cancel",
                new() { ["change"] = change },
                action: $"{Home}/change"
            )
        )
        {
            Assert.Equal(Home, changed.Headers.Location?.OriginalString);
        }
        Assert.Contains("You are on Business", await ReadAsync(Home), StringComparison.Ordinal);
        using (
            var twice = await owner.SubmitAsync(
                $"{Home}/cancel",
                new() { ["change"] = change },
                action: $"{Home}/change"
            )
        )
        {
            Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        }

        using (var cancelled = await owner.SubmitAsync($"{Home}/cancel", []))
        {
            Assert.Equal(Home, cancelled.Headers.Location?.OriginalString);
        }
        Assert.Contains("Business ends on", await ReadAsync(Home), StringComparison.Ordinal);
        using (var resumed = await owner.SubmitAsync(Home, [], action: $"{Home}/resume"))
        {
            Assert.Equal(Home, resumed.Headers.Location?.OriginalString);
        }
        Assert.Contains("You are on Business", await ReadAsync(Home), StringComparison.Ordinal);

        var transactions = await ReadAsync($"{Home}/transactions");
        Assert.Contains("€17.50", transactions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_quantity_and_customer_of_a_form_are_not_believed()
    {
        using var bought = await owner.SubmitAsync(
            $"{Home}/choose?plan=team",
            new()
            {
                ["plan"] = "team",
                ["interval"] = "month",
                ["quantity"] = "1",
                ["people"] = "1",
                ["price"] = "price_1",
                ["amount"] = "1",
                ["customer"] = "cus_other",
                ["lookupKey"] = "facerek_business_month_v1",
            }
        );
        await buyer.PressAsync(bought.Headers.Location!.AbsoluteUri, "pay");
        using var back = await owner.Get($"{Home}/return?session_id=cs_forged");
        var bill = await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().Subscriptions.SingleAsync()
        );
        Assert.Equal(
            ("facerek_team_month_v1", 7, SubscriptionStatus.Active),
            (bill.LookupKey, bill.Seats, bill.Status)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_checkout_takes_promotion_codes_and_computes_tax_where_that_is_set(bool isTaxed)
    {
        await using var shop = await FaceRekApp.StartAsync(
            clock: app.Clock,
            adjust: builder =>
                (
                    builder.Configuration["Billing:ApiBase"],
                    builder.Configuration["Billing:SecretKey"],
                    builder.Configuration["Billing:AutomaticTax"]
                ) = (stripe.ApiBase, FakeStripeServer.SecretKey, isTaxed ? "true" : null)
        );
        var town = await World.CreateAsync(shop);
        Assert.IsType<BillingOutcome.GoTo>(
            await shop.InAsync(
                town.Bakery,
                services =>
                    services
                        .GetRequiredService<CheckoutDesk>()
                        .StartAsync("team", BillingInterval.Month, town.Ada.Id, CancellationToken.None)
            )
        );
        var session = Assert.Single(stripe.Account.Books.Of("checkout.session"));
        Assert.Equal(
            (true, isTaxed),
            (session["allow_promotion_codes"]!.GetValue<bool>(), session["automatic_tax"]!["enabled"]!.GetValue<bool>())
        );
    }

    [Fact]
    public async Task A_forged_return_grants_nothing()
    {
        using var back = await owner.Get($"{Home}/return?session_id=cs_test_1&status=complete");
        Assert.StartsWith(Home, back.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Your trial runs until", await ReadAsync(Home), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_may_lead_to_the_payment_pages_from_where_they_are_and_from_nowhere_else()
    {
        foreach (
            var (path, leads) in new[]
            {
                ($"{Home}/choose", true),
                ($"{Home}/change", true),
                (Home, true),
                ("/bakery/settings", false),
            }
        )
        {
            using var page = await owner.Get(path);
            var policy = page.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Equal(leads, policy.Contains($"form-action 'self' {stripe.ApiBase};", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_portal_and_an_invoice_open_at_Stripe_and_their_addresses_stand_on_no_page()
    {
        await BuyAsync();
        using var portal = await owner.SubmitAsync(Home, [], action: $"{Home}/portal");
        Assert.StartsWith(stripe.ApiBase, portal.Headers.Location?.OriginalString, StringComparison.Ordinal);

        var transactions = await ReadAsync($"{Home}/transactions");
        Assert.DoesNotContain(stripe.ApiBase, transactions, StringComparison.Ordinal);
        using var invoice = await owner.Get(InvoicePath().Match(transactions).Value);
        Assert.StartsWith(stripe.ApiBase, invoice.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_not_sold_and_an_amount_that_was_never_shown_are_refused_in_words()
    {
        foreach (
            var fields in new Dictionary<string, string>[]
            {
                new() { ["plan"] = "gold", ["interval"] = "month" },
                new() { ["plan"] = "free", ["interval"] = "month" },
                new() { ["plan"] = "trial", ["interval"] = "year" },
                new() { ["plan"] = "team", ["interval"] = "week" },
                [],
            }
        )
        {
            using var refused = await owner.SubmitAsync($"{Home}/choose?plan=team", fields, action: $"{Home}/choose");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(
                "There is no such plan",
                await refused.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
        await BuyAsync();
        using var neverShown = await owner.SubmitAsync(
            $"{Home}/cancel",
            new() { ["change"] = Guid.CreateVersion7().ToString() },
            action: $"{Home}/change"
        );
        Assert.Equal(HttpStatusCode.Conflict, neverShown.StatusCode);
        using var again = await owner.SubmitAsync(
            $"{Home}/choose?plan=team",
            new() { ["plan"] = "team", ["interval"] = "year" }
        );
        Assert.Contains(
            "You already have a subscription",
            await again.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    private async Task BuyAsync()
    {
        using var bought = await owner.SubmitAsync(
            $"{Home}/choose?plan=team&interval=month",
            new() { ["plan"] = "team", ["interval"] = "month" },
            action: $"{Home}/choose"
        );
        var checkout = bought.Headers.Location!.AbsoluteUri;
        Assert.StartsWith(stripe.ApiBase, checkout, StringComparison.Ordinal);
        var paid = await buyer.PressAsync(checkout, "pay");
        using var back = await owner.Get(new Uri(paid.Location).AbsolutePath);
        Assert.Equal($"{Home}?from=stripe", back.Headers.Location?.OriginalString);
    }

    private async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await owner.Read(path));

    [GeneratedRegex("name=\"change\" value=\"([^\"]+)\"")]
    private static partial Regex ChangeId();

    [GeneratedRegex("/bakery/billing/invoice/[0-9a-f-]+")]
    private static partial Regex InvoicePath();
}
