using System.Text.Json.Nodes;
using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Billing;

/// <summary>Which calls are sent to Stripe and with which content, counted at the stand-in.</summary>
public sealed class MoneyDesksTests(BillingFixture stage) : IClassFixture<BillingFixture>
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    private Guid Ada => stage.World.Ada.Id;

    [Fact]
    public async Task Seven_eight_seven_and_eight_people_in_a_day_are_four_requests_with_four_keys()
    {
        var company = await stage.NewCompanyAsync(8);
        await stage.BuyAsync(company);
        var subscription = (await stage.AtStripeAsync(company, "subscription")).Single().Id();
        foreach (var people in (int[])[7, 8, 7, 8])
        {
            await PeopleAsync(company, people);
            await TellAsync(company);
            await TellAsync(company);
        }
        var told = Writes($"/v1/subscriptions/{subscription}");
        Assert.Equal(["7", "8", "7", "8"], told.Select(request => request.Trees("items")[0]["quantity"]!.ToString()));
        Assert.Equal(4, told.Select(request => request.Key).Distinct().Count());
        Assert.All(told, request => Assert.Equal("create_prorations", request.Text("proration_behavior")));
        Assert.Equal(
            8,
            (await stage.AtStripeAsync(company, "subscription")).Single().Data("items").Single().Whole("quantity")
        );
    }

    [Fact]
    public async Task No_one_left_is_one_seat_and_as_many_as_before_is_no_call()
    {
        var company = await stage.NewCompanyAsync(2);
        await stage.BuyAsync(company);
        var subscription = (await stage.AtStripeAsync(company, "subscription")).Single().Id();
        await TellAsync(company);
        Assert.Empty(Writes($"/v1/subscriptions/{subscription}"));
        await PeopleAsync(company, 0);
        await TellAsync(company);
        Assert.Equal(
            "1",
            Assert.Single(Writes($"/v1/subscriptions/{subscription}")).Trees("items")[0]["quantity"]!.ToString()
        );
    }

    [Fact]
    public async Task While_a_change_of_plan_waits_for_its_payment_no_seats_are_sent()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var subscription = (await stage.AtStripeAsync(company, "subscription")).Single().Id();
        await stage.Buyer.ReplaceCardAsync(await stage.CustomerIdAsync(company), Card.DecliningLater);
        var change = Assert
            .IsType<BillingOutcome.Shown>(
                await PlanAsync(company, desk => desk.PreviewAsync("business", BillingInterval.Month, Whatever))
            )
            .Change;
        var asked = Assert.IsType<BillingOutcome.PaymentNeeded>(
            await PlanAsync(company, desk => desk.ConfirmAsync(change.Id, Ada, Whatever))
        );
        await stage.SettleAsync();
        var before = Writes($"/v1/subscriptions/{subscription}").Count;
        await stage.FillAsync(company, 9);
        await TellAsync(company);
        Assert.Equal(before, Writes($"/v1/subscriptions/{subscription}").Count);
        await stage.Buyer.PressAsync(asked.Address!.AbsoluteUri, "pay", Card.Good);
        await stage.SettleAsync();
        await TellAsync(company);
        Assert.Equal(before + 1, Writes($"/v1/subscriptions/{subscription}").Count);
        Assert.Equal(
            9,
            (await stage.AtStripeAsync(company, "subscription")).Single().Data("items").Single().Whole("quantity")
        );
    }

    [Theory]
    [InlineData("past_due", 1)]
    [InlineData("trialing", 1)]
    [InlineData("unpaid", 0)]
    [InlineData("paused", 0)]
    [InlineData("incomplete", 0)]
    [InlineData("canceled", 0)]
    public async Task Only_what_runs_is_told_of_seats(string status, int calls)
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var subscription = (await stage.AtStripeAsync(company, "subscription")).Single().Id();
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var row = await db.Subscriptions.AsTracking().SingleAsync();
                row.Apply(
                    new SubscriptionSnapshot(row.StripeId, row.ItemId, status, row.LookupKey, row.Seats, row.CreatedAt),
                    stage.App.Clock.GetUtcNow()
                );
                await db.SaveChangesAsync();
            }
        );
        await stage.FillAsync(company, 9);
        await TellAsync(company);
        Assert.Equal(calls, Writes($"/v1/subscriptions/{subscription}").Count);
    }

    [Fact]
    public async Task What_broke_inside_Stripe_is_asked_for_again_under_another_key()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var subscription = (await stage.AtStripeAsync(company, "subscription")).Single().Id();
        await stage.FillAsync(company, 9);
        // The client itself tries three times; the key keeps returning the same.
        stage.Stripe.Faults.Next("POST", $"/v1/subscriptions/{subscription}", WireFault.ErrorAfterWrite);
        await Assert.ThrowsAsync<global::Stripe.StripeException>(() => TellAsync(company));
        var failed = Writes($"/v1/subscriptions/{subscription}").Select(request => request.Key).Distinct().ToList();
        await stage.App.InAsync(
            company,
            (FaceRekDb db) => db.Subscriptions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Seats, 7))
        );
        await TellAsync(company);
        Assert.DoesNotContain(Writes($"/v1/subscriptions/{subscription}")[^1].Key, failed);
    }

    [Fact]
    public async Task The_checkout_says_everything_that_is_ours_to_say()
    {
        var company = await stage.NewCompanyAsync(7);
        Assert.IsType<BillingOutcome.GoTo>(await CheckoutAsync(company, "team", BillingInterval.Year));
        var request = Writes("/v1/checkout/sessions")
            .Last(one => one.Text("client_reference_id") == company.Id.ToString("N"));
        Assert.Equal(
            ("subscription", "true", await stage.CustomerIdAsync(company)),
            (request.Text("mode"), request.Text("allow_promotion_codes"), request.Text("customer"))
        );
        Assert.Equal(
            (
                stage.App.Address.AbsoluteUri + $"{company.Slug}/billing/return",
                stage.App.Address.AbsoluteUri + $"{company.Slug}/billing"
            ),
            (request.Text("success_url"), request.Text("cancel_url"))
        );
        Assert.Equal(
            company.Id.ToString("N"),
            request.Tree("subscription_data")!["metadata"]!["organization"]!.ToString()
        );
        Assert.Equal("false", request.Tree("automatic_tax")!["enabled"]!.ToString());
        Assert.False(request.Sent("customer_update"));
        var customer = stage.Stripe.Account.Books.Find(await stage.CustomerIdAsync(company))!;
        Assert.Equal(
            (company.Name, stage.World.Ada.Email, company.Id.ToString("N")),
            (customer.Text("name"), customer.Text("email"), customer["metadata"]!["organization"]!.ToString())
        );
        // A second click for the same plan leads to the same session; for another plan, the first can no longer be paid.
        await CheckoutAsync(company, "team", BillingInterval.Year);
        Assert.Single(await stage.AtStripeAsync(company, "checkout.session"));
        await CheckoutAsync(company, "business", BillingInterval.Year);
        Assert.Equal(
            ["expired", "open"],
            (await stage.AtStripeAsync(company, "checkout.session")).Select(session => session.Text("status")).Order()
        );
        await stage.FillAsync(company, 8);
        await CheckoutAsync(company, "business", BillingInterval.Year);
        Assert.Equal(
            8 * 4500,
            Assert
                .Single(await stage.AtStripeAsync(company, "checkout.session"), session => session.Is("status", "open"))
                .Whole("amount_total")
        );
    }

    [Fact]
    public async Task Nothing_is_sold_by_a_price_that_Stripe_lacks_and_nothing_twice()
    {
        var company = await stage.NewCompanyAsync(3);
        var price = stage
            .Stripe.Account.Books.Of("price")
            .First(one => one.Is("lookup_key", "facerek_business_year_v1"));
        stage.App.Services.GetRequiredService<StripePriceCache>().Forget();
        price["active"] = false;
        try
        {
            Assert.Equal(
                "facerek_business_year_v1",
                Assert
                    .IsType<BillingOutcome.PriceMissing>(await CheckoutAsync(company, "business", BillingInterval.Year))
                    .LookupKey
            );
        }
        finally
        {
            price["active"] = true;
        }
        await stage.BuyAsync(company);
        Assert.IsType<BillingOutcome.AlreadySubscribed>(await CheckoutAsync(company, "team", BillingInterval.Month));
        Assert.IsType<BillingOutcome.SamePlan>(
            await PlanAsync(company, desk => desk.PreviewAsync("team", BillingInterval.Month, Whatever))
        );
        Assert.IsType<BillingOutcome.NoSuchPlan>(
            await PlanAsync(company, desk => desk.PreviewAsync("free", BillingInterval.Month, Whatever))
        );
    }

    [Fact]
    public async Task Who_stopped_paying_pays_what_is_open_before_buying_again()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var (subscription, paid) = (
            (await stage.AtStripeAsync(company, "subscription")).Single(),
            (await stage.AtStripeAsync(company, "invoice")).Single()
        );
        await stage.Stripe.DoAsync(() => stage.Stripe.Account.Subscriptions.Cancel(subscription, "payment_failed"));
        paid["status"] = "open";
        await stage.SettleAsync();
        Assert.IsType<BillingOutcome.OwesInvoices>(await CheckoutAsync(company, "team", BillingInterval.Month));
        paid["status"] = "paid";
        Assert.IsType<BillingOutcome.GoTo>(await CheckoutAsync(company, "team", BillingInterval.Month));
    }

    [Fact]
    public async Task Without_a_subscription_there_is_nothing_to_change_to_end_or_to_show()
    {
        var company = await stage.NewCompanyAsync(7);
        BillingOutcome[] outcomes =
        [
            await PlanAsync(company, desk => desk.PreviewAsync("team", BillingInterval.Month, Whatever)),
            await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(
                company,
                desk => desk.CancelAsync(Ada, Whatever)
            ),
            await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(
                company,
                desk => desk.ResumeAsync(Ada, Whatever)
            ),
            await stage.AsOwnerAsync<PortalDesk, BillingOutcome>(company, desk => desk.OpenAsync(Ada, Whatever)),
        ];
        Assert.All(outcomes, outcome => Assert.IsType<BillingOutcome.NoSubscription>(outcome));
        Assert.IsType<BillingOutcome.TooOld>(
            await PlanAsync(company, desk => desk.ConfirmAsync(Guid.CreateVersion7(), Ada, Whatever))
        );
        Assert.IsType<BillingOutcome.Done>(
            await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(
                company,
                desk => desk.EndAtOnceAsync(Ada, Whatever)
            )
        );
        Assert.Equal(
            SyncOutcome.NoCustomer,
            await stage.AsOwnerAsync<SubscriptionSync, SyncOutcome>(
                company,
                sync => sync.RunAsync(new SyncTrigger(), Whatever)
            )
        );
    }

    [Fact]
    public async Task What_is_already_as_requested_is_not_sent_again()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var path = $"/v1/subscriptions/{(await stage.AtStripeAsync(company, "subscription")).Single().Id()}";
        foreach (var (cancels, calls) in ((bool, int)[])[(false, 0), (true, 1), (true, 1), (false, 2), (false, 2)])
        {
            Assert.IsType<BillingOutcome.Done>(
                await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(
                    company,
                    desk => cancels ? desk.CancelAsync(Ada, Whatever) : desk.ResumeAsync(Ada, Whatever)
                )
            );
            Assert.Equal(calls, Writes(path).Count);
        }
        Assert.Equal(["true", "false"], Writes(path).Select(request => request.Text("cancel_at_period_end")));
    }

    [Fact]
    public async Task An_invoice_opens_as_a_page_or_as_a_PDF()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var atStripe = (await stage.AtStripeAsync(company, "invoice")).Single();
        var id = await RowAsync(company, async db => (await db.Invoices.SingleAsync()).Id);
        foreach (var (asPdf, field) in ((bool, string)[])[(true, "invoice_pdf"), (false, "hosted_invoice_url")])
        {
            var opened = Assert.IsType<BillingOutcome.GoTo>(
                await stage.AsOwnerAsync<InvoiceDesk, BillingOutcome?>(
                    company,
                    desk => desk.OpenAsync(id, asPdf, Whatever)
                )
            );
            Assert.Equal(atStripe.Text(field), opened.Address.OriginalString);
        }
    }

    /// <summary>Every copied figure equals the one in the stand-in's ledger.</summary>
    [Fact]
    public async Task The_mirror_says_what_the_books_say()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var charge = (await stage.AtStripeAsync(company, "charge")).Single();
        await stage.Stripe.DoAsync(account => account.Payments.Refund(charge, 500));
        await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(company, desk => desk.CancelAsync(Ada, Whatever));
        await stage.SettleAsync();
        var (subscription, invoice, refund) = (
            (await stage.AtStripeAsync(company, "subscription")).Single(),
            (await stage.AtStripeAsync(company, "invoice")).Single(),
            stage.Stripe.Account.Books.Of("refund").First(one => one.Is("charge", charge.Id()))
        );
        var item = subscription.Data("items").Single();
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var row = await db.Subscriptions.SingleAsync();
                Assert.Equal(
                    (subscription.Id(), item.Id(), "facerek_team_month_v1", 7, subscription.Time("created")),
                    (row.StripeId, row.ItemId, row.LookupKey, row.Seats, (DateTimeOffset?)row.CreatedAt)
                );
                Assert.Equal(
                    (
                        item.Time("current_period_start"),
                        item.Time("current_period_end"),
                        item.Time("current_period_end"),
                        true
                    ),
                    (row.PeriodStartAt, row.PeriodEndAt, row.CancelAt, row.CancelsAtPeriodEnd)
                );
                Assert.Equal(
                    (null, null, false, null),
                    (row.EndedAt, row.GraceUntil, row.IsCollectionPaused, row.PendingUntil)
                );
                var paper = await db.Invoices.SingleAsync();
                Assert.Equal(
                    (invoice.Id(), subscription.Id(), invoice.Text("number"), "paid", "eur", 1750L, 0L, 1750L, 0L),
                    (
                        paper.StripeId,
                        paper.SubscriptionId,
                        paper.Number,
                        paper.Status,
                        paper.Currency,
                        paper.Total,
                        paper.Tax,
                        paper.Paid,
                        paper.Remaining
                    )
                );
                Assert.Equal(
                    (
                        invoice.Time("created"),
                        invoice["status_transitions"]!.Time("finalized_at"),
                        invoice["status_transitions"]!.Time("paid_at")
                    ),
                    ((DateTimeOffset?)paper.CreatedAt, paper.FinalizedAt, paper.PaidAt)
                );
                Assert.Equal(
                    (
                        invoice.Time("period_start"),
                        invoice.Time("period_end"),
                        (int)invoice.Whole("attempt_count")!.Value,
                        null
                    ),
                    (paper.PeriodStartAt, paper.PeriodEndAt, paper.Attempts, paper.NextAttemptAt)
                );
                var payments = await db.Payments.OrderBy(payment => payment.IsRefund).ToListAsync();
                Assert.Equal(
                    [
                        (
                            charge.Id(),
                            invoice.Id(),
                            null,
                            "succeeded",
                            1750L,
                            "eur",
                            charge.Time("created"),
                            "visa ···· 4242"
                        ),
                        (
                            refund.Id(),
                            invoice.Id(),
                            charge.Id(),
                            "succeeded",
                            500L,
                            "eur",
                            refund.Time("created"),
                            "visa ···· 4242"
                        ),
                    ],
                    payments.Select(payment =>
                        (
                            payment.StripeId,
                            payment.InvoiceId,
                            payment.RefundOf,
                            payment.Status,
                            payment.Amount,
                            payment.Currency,
                            (DateTimeOffset?)payment.At,
                            payment.Means
                        )
                    )
                );
                var account = await db.BillingAccounts.SingleAsync();
                Assert.Equal(
                    (null, false, null, null),
                    (account.Alert, account.IsDetached, account.LeaseId, account.LeasedUntil)
                );
                Assert.Equal(0, await db.OpenCheckouts.CountAsync());
            }
        );
    }

    [Fact]
    public async Task What_an_operator_should_look_at_is_said()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var subscription = (await stage.AtStripeAsync(company, "subscription")).Single();
        var item = subscription.Data("items").Single();
        Assert.Null(await AlertAsync());
        subscription["pause_collection"] = new JsonObject { ["behavior"] = "void", ["resumes_at"] = null };
        Assert.Equal("Collection is paused at Stripe.", await AlertAsync());
        Assert.True((await stage.AccessAsync(company)).IsCollectionPaused);
        subscription["pause_collection"] = null;
        // The rows keep the plan of a price without one of our keys, so this uses another key that belongs to no plan.
        var price = stage.Stripe.Account.Books.Find(item["price"]!.Id())!;
        var key = price.Text("lookup_key");
        item["price"]!["lookup_key"] = "by_hand";
        Assert.Equal("A subscription has a price that belongs to no plan.", await AlertAsync());
        item["price"]!["lookup_key"] = key;
        subscription["status"] = "dormant";
        Assert.Equal("A subscription has an unknown state: dormant.", await AlertAsync());
        stage.Stripe.Violations.Take();
        subscription["status"] = "active";
        await stage.Stripe.DoAsync(account =>
            account.Subscriptions.Start(
                account.Customers.Get(subscription.Text("customer")!),
                price,
                7,
                isConfirmed: false
            )
        );
        Assert.Equal("There are 2 live subscriptions for one customer.", await AlertAsync());

        async Task<string?> AlertAsync()
        {
            await stage.AsOwnerAsync<SubscriptionSync, SyncOutcome>(
                company,
                sync => sync.RunAsync(new SyncTrigger(), Whatever)
            );
            return await RowAsync(company, async db => (await db.BillingAccounts.SingleAsync()).Alert);
        }
    }

    [Fact]
    public async Task Messages_about_unknown_customers_prices_and_other_things_are_put_aside_and_failures_wait()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var customer = await stage.CustomerIdAsync(company);
        var now = stage.App.Clock.GetUtcNow();
        var prices = stage.App.Services.GetRequiredService<StripePriceCache>();
        await prices.FindAsync(PlanCatalogue.Team.Prices[0], Whatever);
        var looks = PriceLooks();
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                foreach (
                    var (id, type, about) in ((string, string, string?)[])
                        [
                            ("stranger", "invoice.paid", "cus_stranger"),
                            ("price", "price.updated", null),
                            ("other", "account.updated", customer),
                            ("own", "invoice.paid", customer),
                        ]
                )
                {
                    var message = new StripeEvent
                    {
                        Id = $"evt_work_{id}",
                        Type = type,
                        CreatedAt = now,
                        ReceivedAt = now,
                        IsLive = false,
                        CustomerId = about,
                        Body = [1],
                    };
                    message.Await(id == "own" ? now.AddHours(1) : now);
                    db.Add(message);
                }
                await db.SaveChangesAsync();
            }
        );
        await stage.App.Services.GetRequiredService<StripeEventWorker>().RunAsync(Whatever);
        var rows = await RowAsync(
            company,
            db => db.StripeEvents.Where(row => row.Id.StartsWith("evt_work_")).OrderBy(row => row.Id).ToListAsync()
        );
        Assert.Equal(
            [
                ("evt_work_other", StripeEventState.Ignored),
                ("evt_work_own", StripeEventState.Waiting),
                ("evt_work_price", StripeEventState.Done),
                ("evt_work_stranger", StripeEventState.Ignored),
            ],
            rows.Select(row => (row.Id, row.State))
        );
        // Cached prices are dropped, because they may have changed.
        await prices.FindAsync(PlanCatalogue.Team.Prices[0], Whatever);
        Assert.Equal(looks + 1, PriceLooks());

        // While another process reads the same customer, the event is postponed and has not failed.
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                await db
                    .StripeEvents.Where(row => row.Id == "evt_work_own")
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, now));
                await db.BillingAccounts.ExecuteUpdateAsync(set =>
                    set.SetProperty(account => account.LeaseId, Guid.CreateVersion7())
                        .SetProperty(account => account.LeasedUntil, now.AddMinutes(1))
                );
            }
        );
        await stage.App.Services.GetRequiredService<StripeEventWorker>().RunAsync(Whatever);
        Assert.Equal((StripeEventState.Waiting, 0, now.AddSeconds(5)), await OwnAsync());
        // Where Stripe does not answer, it has failed, with a word for the reason.
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                await db
                    .StripeEvents.Where(row => row.Id == "evt_work_own")
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, now));
                await db.BillingAccounts.ExecuteUpdateAsync(set =>
                    set.SetProperty(account => account.LeasedUntil, (DateTimeOffset?)null)
                );
            }
        );
        stage.Stripe.Faults.Next("GET", $"/v1/customers/{customer}", WireFault.TooMany);
        await stage.App.Services.GetRequiredService<StripeEventWorker>().RunAsync(Whatever);
        Assert.Equal((StripeEventState.Waiting, 1, now.AddSeconds(10)), await OwnAsync());
        Assert.StartsWith(
            "Stripe 429",
            await RowAsync(
                company,
                async db => (await db.StripeEvents.SingleAsync(row => row.Id == "evt_work_own")).Fault
            ),
            StringComparison.Ordinal
        );
        Assert.Null(await RowAsync(company, async db => (await db.BillingAccounts.SingleAsync()).LeasedUntil));
        await stage.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((StripeEventState.Done, 1, null), await OwnAsync());

        int PriceLooks() =>
            stage.Stripe.Api.Requests.Count(request => request is { Method: "GET", Path: "/v1/prices" });

        Task<(StripeEventState, int, DateTimeOffset?)> OwnAsync() =>
            RowAsync(
                company,
                async db =>
                {
                    var row = await db.StripeEvents.SingleAsync(message => message.Id == "evt_work_own");
                    return (row.State, row.Attempts, row.NextAttemptAt);
                }
            );
    }

    [Theory]
    [InlineData(599, 0)]
    [InlineData(600, 1)]
    public async Task A_price_is_looked_up_again_after_ten_minutes(int seconds, int again)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var connection = StripeConnection.Open(
            new BillingSettings
            {
                SecretKey = FaceRek.Tests.Support.FakeStripe.FakeStripeServer.SecretKey,
                ApiBase = stage.Stripe.ApiBase,
            },
            isProduction: false
        );
        var book = new StripePriceCache(
            connection,
            clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<StripePriceCache>.Instance
        );
        var before = Looks();
        var id = await book.FindAsync(PlanCatalogue.Team.Prices[0], Whatever);
        Assert.StartsWith("price_", id, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(id, await book.FindAsync(PlanCatalogue.Team.Prices[0], Whatever));
        Assert.Equal(before + 1 + again, Looks());
        Assert.NotEqual(id, await book.FindAsync(PlanCatalogue.Team.Prices[1], Whatever));

        int Looks() => stage.Stripe.Api.Requests.Count(request => request is { Method: "GET", Path: "/v1/prices" });
    }

    /// <summary>Makes this many people active and all others inactive.</summary>
    private Task PeopleAsync(Organization company, int people) =>
        stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                foreach (
                    var (index, person) in (
                        await db.People.OrderBy(person => person.Id).AsTracking().ToListAsync()
                    ).Index()
                )
                {
                    if (index < people)
                    {
                        person.Reactivate();
                    }
                    else
                    {
                        person.Deactivate(stage.App.Clock.GetUtcNow());
                    }
                }
                await db.SaveChangesAsync();
            }
        );

    private Task<int> TellAsync(Organization company) =>
        stage.AsOwnerAsync<SeatSync, int>(
            company,
            async seats =>
            {
                await seats.RunAsync(Whatever);
                return 0;
            }
        );

    private IReadOnlyList<StripeRequest> Writes(string path) =>
        [.. stage.Stripe.Api.Requests.Where(request => request.Method == "POST" && request.Path == path)];

    private Task<BillingOutcome> CheckoutAsync(Organization company, string plan, BillingInterval interval) =>
        stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            company,
            desk => desk.StartAsync(plan, interval, Ada, Whatever)
        );

    private Task<BillingOutcome> PlanAsync(Organization company, Func<PlanChangeDesk, Task<BillingOutcome>> ask) =>
        stage.AsOwnerAsync(company, ask);

    private Task<T> RowAsync<T>(Organization organization, Func<FaceRekDb, Task<T>> read) =>
        stage.AsOwnerAsync(organization, read);
}
