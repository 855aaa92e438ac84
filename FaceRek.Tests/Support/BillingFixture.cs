using System.Text.Json.Nodes;
using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support.FakeStripe;
using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Support;

/// <summary>The real application and the Stripe double, connected to each other and on one clock.</summary>
public sealed class BillingFixture : IAsyncLifetime
{
    private const int MostLeaps = 400;

    private int companies;

    public FakeStripeServer Stripe { get; private set; } = null!;
    public FaceRekApp App { get; private set; } = null!;
    public World World { get; private set; } = null!;
    public StripeBuyer Buyer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var clock = new LeapingClock(FaceRekApp.NewClock().GetUtcNow());
        Stripe = await FakeStripeServer.StartAsync(clock);
        Stripe.Sell(PlanCatalogue.All);
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        App = await FaceRekApp.StartAsync(
            clock: clock,
            adjust: builder =>
            {
                // Stripe redirects users to the address in the settings, so it must be known before the start.
                builder.WebHost.UseUrls(address);
                builder.Configuration["Site:Address"] = address;
                builder.Configuration["Contact:Address"] = "hello@facerek.example";
                builder.Configuration["Billing:ApiBase"] = Stripe.ApiBase;
                builder.Configuration["Billing:SecretKey"] = FakeStripeServer.SecretKey;
                builder.Configuration["Billing:WebhookSecret"] = FakeStripeServer.WebhookSecret;
            }
        );
        Stripe.Listen(new Uri(App.Address, "/hooks/stripe"));
        World = await World.CreateAsync(App);
        Buyer = new StripeBuyer(Stripe);
    }

    /// <summary>An organization of Ada with this many active people, on the first day of its trial.</summary>
    public async Task<Organization> NewCompanyAsync(int people)
    {
        var number = Interlocked.Increment(ref companies);
        var now = App.Clock.GetUtcNow();
        var company = new Organization
        {
            Name = $"Company {number}",
            Slug = $"company-{number}",
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = now,
        };
        await App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(company);
                db.Add(
                    new Membership
                    {
                        OrganizationId = company.Id,
                        UserId = World.Ada.Id,
                        Role = Role.Owner,
                        CreatedAt = now,
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        await FillAsync(company, people);
        return company;
    }

    /// <summary>The objects of a kind that belong to the organization's customer at the double, newest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> AtStripeAsync(Organization organization, string type)
    {
        var customer = await CustomerIdAsync(organization);
        return await Stripe.DoAsync(account =>
            account.Books.Of(type).Where(document => document.Is("customer", customer)).ToArray()
        );
    }

    /// <summary>Moves both clocks, and waits until everything due meanwhile is processed.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        await Stripe.AdvanceAsync(span);
        await SettleAsync();
    }

    /// <summary>
    /// Waits until every event has arrived and is processed. Moves the clocks to what is scheduled for later, because
    /// nothing else moves them.
    /// </summary>
    public async Task SettleAsync()
    {
        var (start, leaps) = (TimeProvider.System.GetTimestamp(), 0);
        while (leaps < MostLeaps && TimeProvider.System.GetElapsedTime(start) < Eventually.Patience)
        {
            await Stripe.Webhooks.IdleAsync();
            await App.Services.GetRequiredService<StripeEventWorker>().RunAsync(CancellationToken.None);
            if (await NextAttemptAsync() is not { } next)
            {
                return;
            }
            if (next > App.Clock.GetUtcNow())
            {
                leaps++;
                await Stripe.AdvanceToAsync(next);
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
        throw new InvalidOperationException("The inbox does not become empty.");
    }

    public Task<T> AsOwnerAsync<TDesk, T>(Organization organization, Func<TDesk, Task<T>> ask)
        where TDesk : notnull => App.InAsync(organization, services => ask(services.GetRequiredService<TDesk>()));

    public Task<BillingAccess> AccessAsync(Organization organization) =>
        AsOwnerAsync<Entitlement, BillingAccess>(
            organization,
            entitlement => entitlement.AccessAsync(CancellationToken.None)
        );

    public async Task<string> CustomerIdAsync(Organization organization) =>
        await App.InAsync(
            organization,
            async services => (await services.GetRequiredService<FaceRekDb>().BillingAccounts.SingleAsync()).CustomerId!
        );

    /// <summary>Gives the organization this many active people.</summary>
    public Task FillAsync(Organization organization, int people) =>
        App.InAsync(
            organization,
            async (FaceRekDb db) =>
            {
                var there = await db.People.CountAsync();
                for (var number = there; number < people; number++)
                {
                    db.Add(
                        new Person
                        {
                            OrganizationId = organization.Id,
                            Name = $"Person {number}",
                            ExternalId = $"P-{number}",
                            CreatedAt = App.Clock.GetUtcNow(),
                        }
                    );
                }
                await db.SaveChangesAsync();
            }
        );

    /// <summary>Opens the checkout as an owner, pays there, and returns.</summary>
    public async Task BuyAsync(
        Organization organization,
        string plan = "team",
        BillingInterval interval = BillingInterval.Month
    )
    {
        var outcome = await AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            organization,
            desk => desk.StartAsync(plan, interval, World.Ada.Id, CancellationToken.None)
        );
        await Buyer.PressAsync(Assert.IsType<BillingOutcome.GoTo>(outcome).Address.AbsoluteUri, "pay");
        await AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            organization,
            desk => desk.ReturnAsync(World.Ada.Id, CancellationToken.None)
        );
        await SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Buyer?.Dispose();
        try
        {
            if (App is not null)
            {
                await App.DisposeAsync();
            }
        }
        finally
        {
            if (Stripe is not null)
            {
                await Stripe.DisposeAsync();
            }
        }
    }

    /// <summary>When an undelivered event is sent again, or a failed one processed again; null where there is none.</summary>
    private async Task<DateTimeOffset?> NextAttemptAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var planned = await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .StripeEvents.Where(message => message.State == StripeEventState.Waiting)
            .MinAsync(message => message.NextAttemptAt);
        return Stripe.Webhooks.Due().Select(retry => (DateTimeOffset?)retry.At).Append(planned).Min();
    }
}
