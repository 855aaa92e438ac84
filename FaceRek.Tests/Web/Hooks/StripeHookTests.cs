using System.Net;
using System.Text;
using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stripe;

namespace FaceRek.Tests.Web.Hooks;

/// <summary>The webhook endpoint for Stripe, without a Stripe API behind it: what is stored and what is refused.</summary>
public sealed class StripeHookTests : IAsyncLifetime
{
    private const string Secret = "whsec_new";
    private const string Old = "whsec_old";

    private FaceRekApp app = null!;

    public async ValueTask InitializeAsync() =>
        app = await FaceRekApp.StartAsync(adjust: builder =>
        {
            (builder.Configuration["Billing:SecretKey"], builder.Configuration["Billing:ApiBase"]) = (
                "sk_test_nobody",
                "http://127.0.0.1:9"
            );
            (builder.Configuration["Billing:WebhookSecret"], builder.Configuration["Billing:PreviousWebhookSecret"]) = (
                Secret,
                Old
            );
        });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task What_Stripe_signed_is_kept_once_however_often_it_comes()
    {
        var body = Body("evt_1", "invoice.paid", "cus_nobody");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(body)));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(body, Old));
        Assert.Single(await KeptAsync());
    }

    [Fact]
    public async Task What_is_forged_leaves_nothing_behind()
    {
        var body = Body("evt_2", "invoice.paid", "cus_nobody");
        var tooOld = Header(body, Secret, app.Clock.GetUtcNow().AddSeconds(-301));
        foreach (
            var header in new[] { null, "", "t=1,v1=00", Header(body, "whsec_stranger", app.Clock.GetUtcNow()), tooOld }
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, header));
        }
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(body + " ", Header(body, Secret, app.Clock.GetUtcNow()))
        );
        foreach (var odd in new[] { "{}", "[]", "no json" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(odd));
        }
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task Real_money_is_none_of_a_test_keys_business()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Body("evt_3", "invoice.paid", "cus_nobody", isLive: true)));
        Assert.Equal(StripeEventState.Rejected, Assert.Single(await KeptAsync()).State);
    }

    [Fact]
    public async Task Test_money_is_none_of_a_live_keys_business()
    {
        await using var live = await FaceRekApp.StartAsync(adjust: builder =>
            (builder.Configuration["Billing:SecretKey"], builder.Configuration["Billing:WebhookSecret"]) = (
                "sk_live_nobody",
                Secret
            )
        );
        await using var scope = live.Services.CreateAsyncScope();
        var body = Body("evt_10", "invoice.paid", "cus_nobody");
        var outcome = await scope
            .ServiceProvider.GetRequiredService<StripeInbox>()
            .ReceiveAsync(
                Encoding.UTF8.GetBytes(body),
                Header(body, Secret, live.Clock.GetUtcNow()),
                CancellationToken.None
            );
        Assert.Equal(
            (ReceiptOutcome.Kept, StripeEventState.Rejected),
            (outcome, (await scope.ServiceProvider.GetRequiredService<FaceRekDb>().StripeEvents.SingleAsync()).State)
        );
    }

    [Fact]
    public async Task A_body_of_more_than_a_megabyte_is_not_read()
    {
        var body = Body("evt_4", "invoice.paid", new string('x', 1_000_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(body));
        Assert.Empty(await KeptAsync());
    }

    [Fact]
    public async Task More_calls_in_a_minute_than_Stripe_makes_are_turned_away()
    {
        using var client = app.NewClient();
        var answers = new List<HttpStatusCode>();
        for (var call = 0; call < 1_201; call++)
        {
            using var content = new ByteArrayContent([]);
            using var answer = await client.PostAsync(new Uri("/hooks/stripe", UriKind.Relative), content);
            answers.Add(answer.StatusCode);
        }
        Assert.Equal(
            (1_200, HttpStatusCode.TooManyRequests),
            (answers.Count(status => status == HttpStatusCode.BadRequest), answers[^1])
        );
    }

    [Fact]
    public async Task Characters_beyond_ASCII_do_not_break_the_signature() =>
        Assert.Equal(
            HttpStatusCode.OK,
            await SendAsync(
                """{ "id":"evt_5",  "type":"customer.updated", "data":{"object":{"object":"customer","id":"cus_nobody","name":"Bäckerei Größe 面包店 \u00e9"}}}"""
            )
        );

    [Fact]
    public async Task What_means_nothing_to_us_is_kept_and_laid_aside()
    {
        foreach (
            var (id, type, customer) in new[]
            {
                ("evt_6", "radar.early_fraud_warning.created", (string?)null),
                ("evt_7", "invoice.paid", "cus_nobody"),
                ("evt_8", "v9.unheard.of", "cus_nobody"),
            }
        )
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(Body(id, type, customer)));
        }
        await app.Services.GetRequiredService<StripeEventWorker>().RunAsync(CancellationToken.None);
        await Eventually.HoldsAsync(async () =>
            (await KeptAsync()).All(message => message is { State: StripeEventState.Ignored, Body: null })
        );
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_believed()
    {
        await using var unset = await FaceRekApp.StartAsync();
        using var client = unset.NewClient();
        using var content = new StringContent(Body("evt_9", "invoice.paid", null));
        content.Headers.Add("Stripe-Signature", "t=1,v1=00");
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            (await client.PostAsync(new Uri("/hooks/stripe", UriKind.Relative), content)).StatusCode
        );
    }

    [Fact]
    public void No_other_post_of_a_browser_goes_without_the_forms_token()
    {
        var without = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false })
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'))
            // API clients send a token in a header, which no browser adds by itself.
            .Where(route => !route.StartsWith("api/", StringComparison.Ordinal))
            .Distinct();
        Assert.Equal(["hooks/stripe"], without);
    }

    [Fact]
    public async Task Owners_replay_the_dead_letters_of_their_own_customer_and_see_no_others()
    {
        var world = await World.CreateAsync(app);
        foreach (var (organization, customer) in new[] { (world.Bakery, "cus_bakery"), (world.Harbour, "cus_harbour") })
        {
            await app.InAsync(
                organization,
                async (FaceRekDb db) =>
                {
                    db.Add(new BillingAccount { OrganizationId = organization.Id, CustomerId = customer });
                    db.Add(Dead($"evt_dead_{customer}", customer));
                    await db.SaveChangesAsync();
                }
            );
        }
        using var ada = await world.ClientOfAsync(world.Ada);
        using var ben = await world.ClientOfAsync(world.Ben);
        var page = await ada.GetStringAsync(new Uri("/bakery/billing/events", UriKind.Relative));
        Assert.Contains("evt_dead_cus_bakery", page, StringComparison.Ordinal);
        Assert.Contains("Stripe did not answer.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("harbour", page, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await ben.GetAsync(new Uri("/bakery/billing/events", UriKind.Relative))).StatusCode
        );

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await ada.SubmitAsync("/bakery/billing/events", new() { ["eventId"] = "evt_dead_cus_harbour" })).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await ada.SubmitAsync("/bakery/billing/events", new() { ["eventId"] = "evt_dead_cus_bakery" })).StatusCode
        );
        // There is no Stripe API here, so the first attempt fails and another is scheduled.
        await Eventually.HoldsAsync(async () =>
            (await KeptAsync()).Single(message => message.CustomerId == "cus_bakery")
                is { State: StripeEventState.Waiting, Attempts: 1, NextAttemptAt: not null }
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    ("stripe-event.replayed", world.Ada.Id),
                    await db
                        .AuditEntries.Select(line => ValueTuple.Create(line.What, line.ByUserId!.Value))
                        .SingleAsync()
                )
        );
    }

    [Fact]
    public void After_a_day_of_failures_a_message_is_a_dead_letter()
    {
        var message = Dead("evt_1", "cus_1", failures: StripeEvent.MaxAttempts - 1);
        var last = message.NextAttemptAt!.Value;
        Assert.InRange(last - app.Clock.GetUtcNow(), TimeSpan.FromHours(8), TimeSpan.FromDays(1));
        message.Fail("again", last);
        Assert.Equal((StripeEventState.Dead, null), (message.State, message.NextAttemptAt));
    }

    private StripeEvent Dead(string id, string customer, int failures = StripeEvent.MaxAttempts)
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
        for (var failure = 0; failure < failures; failure++)
        {
            message.Fail("HttpRequestException", now);
        }
        return message;
    }

    private async Task<List<StripeEvent>> KeptAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FaceRekDb>().StripeEvents.ToListAsync();
    }

    private Task<HttpStatusCode> SendAsync(string body, string secret = Secret) =>
        PostAsync(body, Header(body, secret, app.Clock.GetUtcNow()));

    private async Task<HttpStatusCode> PostAsync(string body, string? header)
    {
        using var client = app.NewClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        if (header is not null)
        {
            content.Headers.Add("Stripe-Signature", header);
        }
        using var answer = await client.PostAsync(new Uri("/hooks/stripe", UriKind.Relative), content);
        return answer.StatusCode;
    }

    private static string Header(string body, string secret, DateTimeOffset at) =>
        EventUtility.GenerateSignatureHeader(body, secret, at.ToUnixTimeSeconds());

    private static string Body(string id, string type, string? customer, bool isLive = false) =>
        $$$"""{"id":"{{{id}}}","object":"event","type":"{{{type}}}","created":1772438400,"livemode":{{{(isLive ? "true" : "false")}}},"data":{"object":{"object":"invoice","customer":{{{(customer is null ? "null" : $"\"{customer}\"")}}} ,"id":"in_1"} } }""";
}
