using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Hooks;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stripe;
using Card = FaceRek.Tests.Support.FakeStripe.Ledger.Card;
using PlanCatalogue = FaceRek.Core.Billing.Plans.PlanCatalogue;

namespace FaceRek.Tests.Support.FakeStripe;

/// <summary>
/// Checks the double against Stripe's contract and with Stripe's own client. When it ends, it fails for every
/// unexpected request or response.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class FakeStripeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private FakeStripeServer stripe = null!;
    private StripeBuyer buyer = null!;

    public async ValueTask InitializeAsync()
    {
        stripe = await FakeStripeServer.StartAsync(clock);
        stripe.Sell(PlanCatalogue.All);
        // The event of that is sent before the receiver listens.
        await stripe.Webhooks.IdleAsync();
        buyer = new StripeBuyer(stripe);
    }

    public async ValueTask DisposeAsync()
    {
        buyer.Dispose();
        await stripe.DisposeAsync();
    }

    [Fact]
    public void It_speaks_the_version_of_the_client_and_of_the_contract()
    {
        Assert.Equal(FakeStripeServer.ApiVersion, StripeConfiguration.ApiVersion);
        Assert.SkipWhen(Contract.Shared is null, Repository.NothingShared);
        Assert.Equal(StripeConfiguration.ApiVersion, Contract.Shared.ApiVersion);
        Assert.Empty(
            stripe
                .Account.Routes.Where(route => !Contract.Shared.Knows(route.Operation))
                .Select(route => route.Operation)
        );
    }

    [Fact]
    public async Task A_purchase_makes_a_subscription_with_a_paid_invoice_and_a_period_of_its_items()
    {
        var subscription = await buyer.BuyAsync();
        Assert.Equal(("active", 7), (subscription.Status, subscription.Items.Single().Quantity));
        Assert.Equal(
            new DateTime(2027, 2, 28, 12, 0, 0, DateTimeKind.Utc),
            subscription.Items.Single().CurrentPeriodEnd
        );

        var invoice = await buyer.Api.Invoices.GetAsync(
            subscription.LatestInvoiceId,
            new() { Expand = ["payments.data.payment.payment_intent", "customer"] }
        );
        Assert.Equal(("paid", 1750), (invoice.Status, invoice.AmountPaid));
        Assert.Equal(subscription.Id, invoice.Parent.SubscriptionDetails.SubscriptionId);
        Assert.Equal("ada@bakery.example", invoice.Customer.Email);
        Assert.Equal("succeeded", invoice.Payments.Single().Payment.PaymentIntent.Status);
    }

    [Fact]
    public async Task Every_event_of_a_year_with_troubles_has_the_shape_Stripe_gives_it()
    {
        Assert.SkipWhen(Contract.Shared is null, Repository.NothingShared);
        var seen = new ConcurrentBag<JsonObject>();
        stripe.Account.Books.Recorded += seen.Add;
        var subscription = await buyer.BuyAsync();
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.DecliningLater);
        await stripe.AdvanceAsync(TimeSpan.FromDays(45));
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.Asking);
        await stripe.AdvanceAsync(TimeSpan.FromDays(60));
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.Good);
        await stripe.AdvanceAsync(TimeSpan.FromDays(260));
        await buyer.Api.Subscriptions.CancelAsync(subscription.Id);

        Assert.Empty(
            seen.Select(message => (message.Text("type"), Fault: Contract.Shared.FaultInEvent(message)))
                .Where(found => found.Fault is not null)
                .Distinct()
        );
        Assert.Superset(
            new HashSet<string>
            {
                "customer.subscription.created",
                "customer.subscription.deleted",
                "invoice.paid",
                "invoice.payment_failed",
                "invoice.payment_action_required",
                "charge.failed",
            },
            seen.Select(message => message.Text("type")!).ToHashSet()
        );
    }

    [Fact]
    public async Task A_renewal_is_drafted_at_the_periods_end_and_charged_an_hour_later_and_retried_on_third_eighth_and_fifteenth_day()
    {
        var subscription = await buyer.BuyAsync();
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.DecliningLater);
        await stripe.AdvanceAsync(TimeSpan.FromDays(28));
        var draft = await LatestInvoiceAsync(subscription.Id);
        Assert.Equal(("draft", "subscription_cycle"), (draft.Status, draft.BillingReason));

        await stripe.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("past_due", (await buyer.Api.Subscriptions.GetAsync(subscription.Id)).Status);
        await stripe.AdvanceAsync(TimeSpan.FromDays(15));
        var failed = await LatestInvoiceAsync(subscription.Id);
        Assert.Equal(("open", 4), (failed.Status, failed.AttemptCount));
        Assert.Null(failed.NextPaymentAttempt);

        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.Good);
        Assert.Equal("paid", (await buyer.Api.Invoices.PayAsync(failed.Id)).Status);
        Assert.Equal("active", (await buyer.Api.Subscriptions.GetAsync(subscription.Id)).Status);
    }

    [Theory]
    [InlineData(RetryEnd.StayPastDue, "past_due")]
    [InlineData(RetryEnd.BecomeUnpaid, "unpaid")]
    [InlineData(RetryEnd.Cancel, "canceled")]
    public async Task The_last_failed_retry_ends_as_the_account_is_set(RetryEnd end, string status)
    {
        stripe.Account.Lifecycle.AfterLastRetry = end;
        var subscription = await buyer.BuyAsync();
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.DecliningLater);
        await stripe.AdvanceAsync(TimeSpan.FromDays(28 + 16));
        Assert.Equal(status, (await buyer.Api.Subscriptions.GetAsync(subscription.Id)).Status);
    }

    [Fact]
    public async Task A_bigger_plan_is_granted_once_its_difference_is_paid()
    {
        var subscription = await buyer.BuyAsync();
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.DecliningLater);
        await stripe.AdvanceAsync(TimeSpan.FromDays(14));
        var preview = await PreviewAsync(subscription, "facerek_business_month_v1");
        var waiting = await UpgradeAsync(subscription, "facerek_business_month_v1");
        Assert.Equal("facerek_team_month_v1", waiting.Items.Single().Price.LookupKey);
        Assert.NotNull(waiting.PendingUpdate);
        var invoice = await LatestInvoiceAsync(subscription.Id);
        Assert.Equal((7 * (450 - 250) / 2, preview.AmountDue), (invoice.AmountDue, invoice.AmountDue));

        await buyer.PressAsync(invoice.HostedInvoiceUrl, "pay");
        var granted = await buyer.Api.Subscriptions.GetAsync(subscription.Id);
        Assert.Equal("facerek_business_month_v1", granted.Items.Single().Price.LookupKey);
        Assert.Null(granted.PendingUpdate);
    }

    [Fact]
    public async Task A_held_change_lapses_after_23_hours_and_its_invoice_with_it()
    {
        var subscription = await buyer.BuyAsync();
        await buyer.ReplaceCardAsync(subscription.CustomerId, Card.DecliningLater);
        await UpgradeAsync(subscription, "facerek_business_month_v1");
        await stripe.AdvanceAsync(TimeSpan.FromHours(23));
        var kept = await buyer.Api.Subscriptions.GetAsync(subscription.Id);
        Assert.Equal(("active", "facerek_team_month_v1"), (kept.Status, kept.Items.Single().Price.LookupKey));
        Assert.Equal("void", (await LatestInvoiceAsync(subscription.Id)).Status);
    }

    [Fact]
    public async Task More_people_are_charged_by_the_second_with_the_next_invoice()
    {
        var subscription = await buyer.BuyAsync();
        await stripe.AdvanceAsync(TimeSpan.FromDays(14));
        await buyer.Api.Subscriptions.UpdateAsync(
            subscription.Id,
            new() { Items = [new() { Id = subscription.Items.Single().Id, Quantity = 9 }] }
        );
        await stripe.AdvanceAsync(TimeSpan.FromDays(15));
        var invoice = await LatestInvoiceAsync(subscription.Id);
        Assert.Equal(
            [
                "Unused time on 7 × facerek_team_month_v1 after 14 Feb 2027",
                "Remaining time on 9 × facerek_team_month_v1 after 14 Feb 2027",
                "9 × facerek_team_month_v1",
            ],
            invoice.Lines.Select(line => line.Description)
        );
        Assert.Equal((-875 + 1125 + 2250), invoice.Total);
    }

    [Fact]
    public async Task The_portal_cancels_by_an_end_without_the_boolean_and_takes_it_back()
    {
        var subscription = await buyer.BuyAsync();
        var portal = await buyer.Api.BillingPortal.Sessions.CreateAsync(
            new() { Customer = subscription.CustomerId, ReturnUrl = "http://localhost/billing" }
        );
        await buyer.PressAsync(portal.Url, "cancel", null, ("subscription", subscription.Id));
        var ending = await buyer.Api.Subscriptions.GetAsync(subscription.Id);
        Assert.Equal((ending.Items.Single().CurrentPeriodEnd, false), (ending.CancelAt, ending.CancelAtPeriodEnd));
        await buyer.PressAsync(portal.Url, "keep", null, ("subscription", subscription.Id));
        Assert.Null((await buyer.Api.Subscriptions.GetAsync(subscription.Id)).CancelAt);

        await buyer.Api.Subscriptions.UpdateAsync(subscription.Id, new() { CancelAtPeriodEnd = true });
        await stripe.AdvanceAsync(TimeSpan.FromDays(28));
        Assert.Equal("canceled", (await buyer.Api.Subscriptions.GetAsync(subscription.Id)).Status);
        var refused = await Assert.ThrowsAsync<StripeException>(() =>
            buyer.Api.Subscriptions.UpdateAsync(subscription.Id, new() { CancelAtPeriodEnd = false })
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.HttpStatusCode);
    }

    [Fact]
    public async Task At_Checkout_a_declined_card_buys_nothing_a_bank_may_ask_and_a_code_takes_something_off()
    {
        stripe.Account.Discounts.AddCode("SPRING", 20);
        var session = await buyer.CheckoutAsync(
            (await buyer.CustomerAsync()).Id,
            "facerek_team_month_v1",
            10,
            withCodes: true
        );
        Assert.Contains(
            "declined",
            (await buyer.PressAsync(session.Url, "pay", Card.Declining)).Body,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Your bank asks",
            (await buyer.PressAsync(session.Url, "pay", Card.Asking)).Body,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "invalid",
            (await buyer.PressAsync(session.Url, "code", null, ("code", "AUTUMN"))).Body,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "20.00 EUR",
            (await buyer.PressAsync(session.Url, "code", null, ("code", "spring"))).Body,
            StringComparison.Ordinal
        );
        Assert.Empty(await buyer.Api.Subscriptions.ListAsync(new() { Customer = session.CustomerId }));

        var (status, location, _) = await buyer.PressAsync(session.Url, "pay", Card.Asking, ("bank", "yes"));
        Assert.Equal((HttpStatusCode.SeeOther, $"http://localhost/back?session_id={session.Id}"), (status, location));
        var bought = await buyer.Api.Checkout.Sessions.GetAsync(
            session.Id,
            new() { Expand = ["subscription", "invoice", "line_items"] }
        );
        Assert.Equal(
            ("complete", 2000, 10),
            (bought.Status, bought.Invoice.AmountPaid, bought.LineItems.Single().Quantity)
        );
        Assert.Empty(bought.Subscription.DiscountIds);
    }

    [Fact]
    public async Task A_key_answers_the_same_bytes_again_refuses_another_request_and_forgets_after_a_day()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = stripe.Address };
        var first = await SendAsync(client, "k1", "email=a%40b.example");
        var again = await SendAsync(client, "k1", "email=a%40b.example");
        Assert.Equal((first.Body, true, false), (again.Body, again.IsReplayed, first.IsReplayed));
        var other = await SendAsync(client, "k1", "email=c%40d.example");
        Assert.Equal((400, true), (other.Status, other.Body.Contains("idempotency_error", StringComparison.Ordinal)));
        Assert.Equal(400, (await SendAsync(client, "k2", "email=nobody")).Status);
        Assert.Equal(200, (await SendAsync(client, "k2", "email=somebody%40b.example")).Status);
        await stripe.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.NotEqual(first.Body, (await SendAsync(client, "k1", "email=a%40b.example")).Body);
    }

    [Fact]
    public async Task Work_done_before_the_connection_broke_is_found_by_its_key_and_done_once()
    {
        var retrying = StripeBuyer.NewClient(stripe, retries: 2).V1;
        stripe.Faults.Next("POST", "/v1/customers", WireFault.AbortAfterWrite, WireFault.BadGateway);
        await retrying.Customers.CreateAsync(new() { Email = "once@b.example" });
        Assert.Single(stripe.Account.Books.Of("customer"));
        Assert.Equal(2, stripe.Api.Requests.Count(request => request.Path == "/v1/customers"));

        stripe.Faults.Next("POST", "/v1/customers", WireFault.ErrorAfterWrite);
        var error = await Assert.ThrowsAsync<StripeException>(() =>
            buyer.Api.Customers.CreateAsync(new() { Email = "twice@b.example" }, new() { IdempotencyKey = "k" })
        );
        Assert.Equal(HttpStatusCode.InternalServerError, error.HttpStatusCode);
        Assert.Equal(2, stripe.Account.Books.Of("customer").Count());
        await Assert.ThrowsAsync<StripeException>(() =>
            buyer.Api.Customers.CreateAsync(new() { Email = "twice@b.example" }, new() { IdempotencyKey = "k" })
        );
        Assert.Equal(2, stripe.Account.Books.Of("customer").Count());
    }

    [Fact]
    public async Task What_Stripe_does_not_have_is_refused_and_remembered()
    {
        var customer = await buyer.CustomerAsync();
        var unknown = await Assert.ThrowsAsync<StripeException>(() =>
            buyer.Api.Customers.UpdateAsync(customer.Id, new CustomerUpdateOptions { InvoicePrefix = "X" })
        );
        Assert.Equal("parameter_unknown", unknown.StripeError.Code);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = stripe.Address };
        Assert.Equal(400, (await SendAsync(client, "k3", "colour=red")).Status);
        Assert.Equal(2, stripe.Violations.Take().Count);
        var missing = await Assert.ThrowsAsync<StripeException>(() => buyer.Api.Subscriptions.GetAsync("sub_none"));
        Assert.Equal(("resource_missing", HttpStatusCode.NotFound), (missing.StripeError.Code, missing.HttpStatusCode));
    }

    [Fact]
    public async Task Lists_continue_after_the_last_id_newest_first()
    {
        for (var number = 0; number < 12; number++)
        {
            await buyer.CustomerAsync();
        }
        var first = await buyer.Api.Customers.ListAsync();
        Assert.Equal((10, true), (first.Data.Count, first.HasMore));
        Assert.Equal(12, await buyer.Api.Customers.ListAutoPagingAsync(new() { Limit = 5 }).CountAsync());
        Assert.Equal(stripe.Account.Books.Of("customer").First().Id(), first.First().Id);
    }

    [Fact]
    public async Task Webhooks_are_signed_retried_doubled_reordered_and_lost_as_one_asks()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = stripe.Listen(receiver.Address);
        receiver.Answers.Enqueue(500);
        receiver.Answers.Enqueue(302);
        await buyer.CustomerAsync();
        await stripe.Webhooks.IdleAsync();
        await stripe.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal([500, 302, 200], stripe.Webhooks.Deliveries.Select(delivery => delivery.Status));
        Assert.Equal(
            "customer.created",
            EventUtility
                .ConstructEvent(
                    receiver.Received.Last().Body,
                    receiver.Received.Last().Signature,
                    FakeStripeServer.WebhookSecret,
                    3600,
                    clock.GetUtcNow().ToUnixTimeSeconds()
                )
                .Type
        );

        stripe.Account.Endpoints.Rotate(endpoint, "whsec_next");
        stripe.Webhooks.Next(HookFault.Duplicate, HookFault.Drop, HookFault.ForgedSignature);
        for (var number = 0; number < 3; number++)
        {
            await buyer.CustomerAsync();
        }
        await stripe.Webhooks.IdleAsync();
        Assert.Equal(3 + 3 + 1, receiver.Received.Count);
        var doubled = receiver.Received.ElementAt(3);
        Assert.Equal(
            "customer.created",
            EventUtility
                .ConstructEvent(
                    doubled.Body,
                    doubled.Signature,
                    "whsec_next",
                    300,
                    clock.GetUtcNow().ToUnixTimeSeconds()
                )
                .Type
        );
        Assert.Throws<StripeException>(() =>
            EventUtility.ConstructEvent(
                receiver.Received.Last().Body,
                receiver.Received.Last().Signature,
                "whsec_next",
                300,
                clock.GetUtcNow().ToUnixTimeSeconds()
            )
        );

        stripe.Webhooks.Hold();
        await buyer.BuyAsync();
        var held = stripe.Webhooks.TakeHeld();
        foreach (var message in held.Reverse())
        {
            await stripe.Webhooks.PostAsync(message);
        }
        Assert.Equal(
            held.Select(message => message.Id()).Reverse(),
            stripe.Webhooks.Deliveries.TakeLast(held.Count).Select(delivery => delivery.EventId)
        );
    }

    [Fact]
    public async Task A_chatty_caller_is_told_to_slow_down()
    {
        var subscription = await buyer.BuyAsync();
        async Task AddOneAsync(int seats) =>
            await buyer.Api.Subscriptions.UpdateAsync(
                subscription.Id,
                new()
                {
                    ProrationBehavior = "always_invoice",
                    Items = [new() { Id = subscription.Items.Single().Id, Quantity = seats }],
                }
            );
        for (var seats = 8; seats < 18; seats++)
        {
            await AddOneAsync(seats);
        }
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await Assert.ThrowsAsync<StripeException>(() => AddOneAsync(18))).HttpStatusCode
        );
    }

    [Fact]
    public async Task A_stand_in_started_again_over_its_ledger_continues()
    {
        var subscription = await buyer.BuyAsync();
        await using var next = await FakeStripeServer.StartAsync(clock);
        next.Account.Books.Load(JsonNode.Parse(stripe.Account.Books.Save().ToJsonString())!.AsObject());
        using var later = new StripeBuyer(next);
        await next.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.Equal(
            "paid",
            (
                await later.Api.Invoices.GetAsync(
                    (await later.Api.Subscriptions.GetAsync(subscription.Id)).LatestInvoiceId
                )
            ).Status
        );
    }

    private async Task<Invoice> LatestInvoiceAsync(string subscription) =>
        (await buyer.Api.Subscriptions.GetAsync(subscription, new() { Expand = ["latest_invoice"] })).LatestInvoice;

    private async Task<Subscription> UpgradeAsync(Subscription subscription, string lookupKey) =>
        await buyer.Api.Subscriptions.UpdateAsync(
            subscription.Id,
            new()
            {
                Items = [new() { Id = subscription.Items.Single().Id, Price = await buyer.PriceAsync(lookupKey) }],
                ProrationBehavior = "always_invoice",
                PaymentBehavior = "pending_if_incomplete",
            }
        );

    private async Task<Invoice> PreviewAsync(Subscription subscription, string lookupKey) =>
        await buyer.Api.Invoices.CreatePreviewAsync(
            new()
            {
                Subscription = subscription.Id,
                SubscriptionDetails = new()
                {
                    Items = [new() { Id = subscription.Items.Single().Id, Price = await buyer.PriceAsync(lookupKey) }],
                    ProrationBehavior = "always_invoice",
                },
            }
        );

    private static async Task<(int Status, string Body, bool IsReplayed)> SendAsync(
        HttpClient client,
        string key,
        string form
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/customers")
        {
            Content = new StringContent(
                form,
                System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded")
            ),
        };
        request.Headers.Add("Authorization", $"Bearer {FakeStripeServer.SecretKey}");
        request.Headers.Add("Stripe-Version", FakeStripeServer.ApiVersion);
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        return (
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Contains("Idempotent-Replayed")
        );
    }

    /// <summary>Receives webhooks and responds as a test wants.</summary>
    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<int> Answers { get; } = new();
        public ConcurrentQueue<(string Body, string Signature)> Received { get; } = new();
        public Uri Address => new(app.Urls.Single());

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(app);
            app.Run(receiver.TakeAsync);
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            Received.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers["Stripe-Signature"].ToString()));
            context.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 200;
        }
    }
}
