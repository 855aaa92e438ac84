using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Billing;

/// <summary>The operator's command line as a separate program, beside a running application.</summary>
public sealed class BillingCommandTests : IAsyncLifetime
{
    private FakeStripeServer stripe = null!;
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        stripe = await FakeStripeServer.StartAsync();
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await stripe.DisposeAsync();
    }

    [Fact]
    public async Task Setup_says_what_is_missing_makes_it_when_told_to_and_tells_no_secret_but_that_of_the_new_endpoint()
    {
        var (status, told, _) = await RunAsync("billing", "setup");
        Assert.Equal(0, status);
        Assert.Contains("facerek_team_month_v1, 2.50 EUR per person and month", told, StringComparison.Ordinal);
        Assert.Contains("https://facerek.example/hooks/stripe", told, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", told, StringComparison.Ordinal);
        Assert.Empty(stripe.Account.Books.Of("price"));

        var (_, made, _) = await RunAsync("billing", "setup", "--apply");
        Assert.Contains(
            $"Billing__WebhookSecret={stripe.Account.Endpoints.For("invoice.paid").Single().Secrets.Single()}",
            made,
            StringComparison.Ordinal
        );
        Assert.Equal(4, stripe.Account.Books.Of("price").Count());

        var (_, again, _) = await RunAsync("billing", "setup", "--apply");
        Assert.StartsWith("Stripe (test mode) has all products and prices", again, StringComparison.Ordinal);
        Assert.All([told, made, again], text => Assert.DoesNotContain("sk_test_", text, StringComparison.Ordinal));
        Assert.DoesNotContain("whsec_", told + again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_about_anyone_and_no_one_are_listed_and_replayed_by_their_id()
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.Add(new BillingAccount { OrganizationId = world.Bakery.Id, CustomerId = "cus_bakery" });
                db.Add(Dead("evt_bakery", "cus_bakery"));
                db.Add(Dead("evt_nobody", customer: null));
                await db.SaveChangesAsync();
            }
        );
        var (_, listed, _) = await RunAsync("billing", "events");
        Assert.Matches("evt_bakery .* bakery .* HttpRequestException", listed);
        Assert.Matches("evt_nobody .* no customer .* HttpRequestException", listed);

        Assert.Equal(0, (await RunAsync("billing", "replay", "evt_nobody", "evt_bakery")).Status);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Assert.All(
                    await db.StripeEvents.ToListAsync(),
                    message => Assert.NotEqual(StripeEventState.Dead, message.State)
                );
                Assert.Equal(
                    ("stripe-event.replayed", "operator", "dead"),
                    await db
                        .AuditEntries.Select(line => ValueTuple.Create(line.What, line.By!, line.Before!))
                        .SingleAsync()
                );
            }
        );
        var (status, _, why) = await RunAsync("billing", "replay", "evt_nobody");
        Assert.Equal((1, "There is no dead letter 'evt_nobody'."), (status, why.Trim()));
    }

    private StripeEvent Dead(string id, string? customer)
    {
        var now = app.Clock.GetUtcNow();
        var message = new StripeEvent
        {
            Id = id,
            Type = "invoice.paid",
            CreatedAt = now,
            ReceivedAt = now,
            IsLive = false,
            CustomerId = customer,
            Body = [],
        };
        for (var failure = 0; failure < StripeEvent.MaxAttempts; failure++)
        {
            message.Fail("HttpRequestException", now);
        }
        return message;
    }

    private Task<(int Status, string Told, string Why)> RunAsync(params string[] arguments) =>
        ChildProcess.FaceRekAsync(
            arguments,
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data__Folder", app.DataFolder),
            ("Site__Address", "https://facerek.example"),
            ("Billing__ApiBase", stripe.ApiBase),
            ("Billing__SecretKey", FakeStripeServer.SecretKey)
        );
}
