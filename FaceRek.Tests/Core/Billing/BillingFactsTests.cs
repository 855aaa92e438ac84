using System.Net;
using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Stripe;
using Invoice = FaceRek.Core.Billing.History.Invoice;
using Plan = FaceRek.Core.Billing.Plans.Plan;
using Subscription = FaceRek.Core.Billing.Subscriptions.Subscription;

namespace FaceRek.Tests.Core.Billing;

/// <summary>Small rules of billing without dependencies, each limit from both sides.</summary>
public sealed class BillingFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Bakery = Guid.CreateVersion7();

    /// <summary>
    /// 10 s, 20 s, 40 s and so on; the thirteenth wait is 11 hours and 22 minutes, and after the fourteenth failure
    /// there are no more attempts.
    /// </summary>
    [Fact]
    public void An_event_that_fails_waits_twice_as_long_each_time_and_is_dead_after_fourteen()
    {
        var message = NewEvent();
        message.Await(Now);
        for (var failure = 1; failure < 14; failure++)
        {
            message.Fail("Stripe 500", Now);
            Assert.Equal(
                (failure, StripeEventState.Waiting, "Stripe 500", Now.AddSeconds(10 * Math.Pow(2, failure - 1))),
                (message.Attempts, message.State, message.Fault, message.NextAttemptAt)
            );
        }
        message.Fail("Stripe 500", Now);
        Assert.Equal((14, StripeEventState.Dead, null), (message.Attempts, message.State, message.NextAttemptAt));
        Assert.NotNull(message.Body);

        message.Replay(Now.AddDays(2));
        Assert.Equal(
            (0, StripeEventState.Waiting, Now.AddDays(2)),
            (message.Attempts, message.State, message.NextAttemptAt)
        );
        message.Fail("HttpRequestException", Now.AddDays(2));
        Assert.Equal(Now.AddDays(2).AddSeconds(10), message.NextAttemptAt);
    }

    [Theory]
    [InlineData(StripeEventState.Done)]
    [InlineData(StripeEventState.Ignored)]
    [InlineData(StripeEventState.Rejected)]
    public void An_event_that_is_dealt_with_forgets_its_body_and_its_error(StripeEventState state)
    {
        var message = NewEvent();
        message.Fail("Stripe 500", Now);
        message.Finish(state, Now.AddMinutes(1));
        Assert.Equal(
            (state, Now.AddMinutes(1), null, null, null),
            (message.State, message.DoneAt, message.NextAttemptAt, message.Fault, message.Body)
        );
    }

    [Fact]
    public void An_event_that_is_postponed_has_not_failed()
    {
        var message = NewEvent();
        message.Await(Now);
        message.Postpone(TimeSpan.FromSeconds(5), Now);
        Assert.Equal(
            (0, StripeEventState.Waiting, Now.AddSeconds(5), null),
            (message.Attempts, message.State, message.NextAttemptAt, message.Fault)
        );
    }

    [Theory]
    [InlineData("trial", 50, 10)]
    [InlineData("free", 5, 1)]
    [InlineData("team", null, 5)]
    [InlineData("business", null, null)]
    public void Plans_hold_what_the_table_of_prices_says(string code, int? people, int? sites)
    {
        var plan = PlanCatalogue.Find(code, 1)!;
        Assert.Equal((people, sites, code is "team" or "business"), (plan.MaxPeople, plan.MaxSites, plan.IsPaid));
        Assert.Equal((true, people is null), (plan.Holds(people ?? 9_999), plan.Holds((people ?? 9_999) + 1)));
    }

    [Fact]
    public void Each_plan_includes_what_the_table_of_prices_says()
    {
        Assert.Equal([Feature.CheckIn, Feature.Sheets, Feature.NeuralModels], Of(PlanCatalogue.Free));
        Assert.Equal(
            [
                Feature.CheckIn,
                Feature.Sheets,
                Feature.NeuralModels,
                Feature.Shifts,
                Feature.Timesheets,
                Feature.MailSupport,
            ],
            Of(PlanCatalogue.Team)
        );
        Assert.Equal(Enum.GetValues<Feature>(), Of(PlanCatalogue.Business));
        Assert.Equal(Enum.GetValues<Feature>(), Of(PlanCatalogue.Trial));
        Assert.Equal(
            (TimeSpan.FromDays(14), "eur", 0, "eur"),
            (
                PlanCatalogue.TrialLength,
                PlanCatalogue.Currency,
                PlanCatalogue.Nothing.Minor,
                PlanCatalogue.Nothing.Currency
            )
        );

        static IEnumerable<Feature> Of(Plan plan) => Enum.GetValues<Feature>().Where(plan.Has);
    }

    [Theory]
    [InlineData(BillingInterval.Month, 1, "month", 250)]
    [InlineData(BillingInterval.Year, 12, "year", 2500)]
    public void A_price_is_for_a_month_or_for_twelve(BillingInterval interval, int months, string word, long amount)
    {
        var price = PlanCatalogue.Team.PriceBy(interval)!;
        Assert.Equal(
            (months, word, amount, "eur"),
            (price.Months, StripePriceCache.IntervalOf(price), price.PerPerson.Minor, price.PerPerson.Currency)
        );
        Assert.Null(PlanCatalogue.Free.PriceBy(interval));
    }

    [Fact]
    public void A_price_at_Stripe_is_ours_only_if_amount_currency_and_interval_are()
    {
        var ours = PlanCatalogue.Team.PriceBy(BillingInterval.Month)!;
        Assert.True(StripePriceCache.IsTheSame(AtStripe(), ours));
        Assert.True(StripePriceCache.IsTheSame(AtStripe(currency: "EUR"), ours));
        Assert.False(StripePriceCache.IsTheSame(AtStripe(amount: 251), ours));
        Assert.False(StripePriceCache.IsTheSame(AtStripe(currency: "usd"), ours));
        Assert.False(StripePriceCache.IsTheSame(AtStripe(interval: "year"), ours));
        Assert.False(StripePriceCache.IsTheSame(AtStripe(count: 2), ours));
        Assert.False(StripePriceCache.IsTheSame(new Price { UnitAmount = 250, Currency = "eur" }, ours));
        Assert.True(
            StripePriceCache.IsTheSame(
                AtStripe(amount: 2500, interval: "year"),
                PlanCatalogue.Team.PriceBy(BillingInterval.Year)!
            )
        );

        static Price AtStripe(long amount = 250, string currency = "eur", string interval = "month", long count = 1) =>
            new()
            {
                UnitAmount = amount,
                Currency = currency,
                Recurring = new PriceRecurring { Interval = interval, IntervalCount = count },
            };
    }

    [Theory]
    [InlineData(false, 50, 47, 3)]
    [InlineData(false, 50, 50, 0)]
    [InlineData(false, 50, 60, 0)]
    [InlineData(true, 50, 47, 0)]
    [InlineData(true, null, 47, 0)]
    [InlineData(false, null, 47, null)]
    public void Seats_that_are_left_are_never_less_than_none(bool isReadOnly, int? most, int seats, int? left) =>
        Assert.Equal(
            left,
            new BillingAccess(
                PlanCatalogue.Trial with
                {
                    MaxPeople = most,
                },
                isReadOnly,
                AccessReason.Trial,
                null,
                seats
            ).SeatsLeft
        );

    [Fact]
    public void The_trial_ends_with_the_instant_and_an_unfinished_payment_is_said_after_it_as_well()
    {
        Assert.Equal(AccessReason.Free, BillingAccessPolicy.At(Now, 5, [], owesInvoices: false, Now).Reason);
        Assert.Equal(
            AccessReason.Trial,
            BillingAccessPolicy.At(Now, 5, [], owesInvoices: false, Now.AddTicks(-1)).Reason
        );
        Assert.Equal(
            (PlanCatalogue.Trial, 5),
            (
                BillingAccessPolicy.At(Now, 5, [], owesInvoices: false, Now.AddTicks(-1)).Plan,
                BillingAccessPolicy.At(Now, 5, [], owesInvoices: false, Now.AddTicks(-1)).Seats
            )
        );
        var unfinished = Mirrored(SubscriptionStatus.Incomplete);
        Assert.Equal(
            (AccessReason.TooManyForFree, true, 6),
            (Access(unfinished, 6).Reason, Access(unfinished, 6).IsPaymentUnfinished, Access(unfinished, 6).Seats)
        );
        Assert.False(Access(Mirrored(SubscriptionStatus.IncompleteExpired), 6).IsPaymentUnfinished);
        // During the trial an ended subscription does not lead back to the trial.
        Assert.Equal(
            AccessReason.Free,
            BillingAccessPolicy
                .At(Now.AddDays(3), 5, [Mirrored(SubscriptionStatus.Canceled)], owesInvoices: false, Now)
                .Reason
        );
        // A price that belongs to no plan gives what the smallest paid plan gives.
        Assert.Equal(
            (PlanCatalogue.Team, 30),
            (
                Access(Mirrored(SubscriptionStatus.Active, "by_hand"), 30).Plan,
                Access(Mirrored(SubscriptionStatus.Active, "by_hand"), 30).Seats
            )
        );
        foreach (
            var status in (string[])
                [
                    SubscriptionStatus.Unpaid,
                    SubscriptionStatus.Paused,
                    SubscriptionStatus.PastDue,
                    SubscriptionStatus.Trialing,
                ]
        )
        {
            Assert.Equal(
                (PlanCatalogue.Team, 30),
                (Access(Mirrored(status), 30).Plan, Access(Mirrored(status), 30).Seats)
            );
        }
        Assert.Equal(
            (false, false, false),
            (
                Access(Mirrored(SubscriptionStatus.Active), 3).OwesInvoices,
                Access(Mirrored(SubscriptionStatus.Active), 3).IsCollectionPaused,
                Access(Mirrored(SubscriptionStatus.Active), 3).IsPaymentUnfinished
            )
        );
    }

    [Fact]
    public void Of_two_alike_the_one_whose_id_comes_first_governs_and_an_expired_one_never()
    {
        Assert.Equal(
            "sub_a",
            BillingAccessPolicy
                .Governing([
                    Mirrored(SubscriptionStatus.Active, id: "sub_b"),
                    Mirrored(SubscriptionStatus.Active, id: "sub_a"),
                ])!
                .StripeId
        );
        Assert.Equal(
            "sub_B",
            BillingAccessPolicy
                .Governing([
                    Mirrored(SubscriptionStatus.Active, id: "sub_a"),
                    Mirrored(SubscriptionStatus.Active, id: "sub_B"),
                ])!
                .StripeId
        );
        Assert.Null(BillingAccessPolicy.Governing([Mirrored(SubscriptionStatus.IncompleteExpired)]));
        Assert.Null(BillingAccessPolicy.Governing([]));
    }

    [Theory]
    [InlineData(29, 59, true)]
    [InlineData(30, 0, false)]
    public void A_shown_amount_holds_for_half_an_hour(int minutes, int seconds, bool isOpen)
    {
        var change = new PlanChange
        {
            OrganizationId = Bakery,
            SubscriptionId = "sub_1",
            LookupKey = "k",
            Seats = 7,
            At = Now,
            DueMinor = -120,
            Currency = "eur",
        };
        Assert.Equal(
            (isOpen, new Money(-120, "eur")),
            (change.IsOpen(Now.AddMinutes(minutes).AddSeconds(seconds)), change.Due)
        );
    }

    [Theory]
    [InlineData("open", 1, true)]
    [InlineData("open", 0, false)]
    [InlineData("paid", 1, false)]
    [InlineData("uncollectible", 1, false)]
    public void An_invoice_is_overdue_when_collecting_it_was_tried_in_vain(
        string status,
        int attempts,
        bool isOverdue
    ) =>
        Assert.Equal(
            isOverdue,
            new Invoice
            {
                OrganizationId = Bakery,
                StripeId = "in_1",
                Status = status,
                Attempts = attempts,
            }.IsOverdue
        );

    [Theory]
    [InlineData("succeeded", true)]
    [InlineData("pending", false)]
    [InlineData("failed", false)]
    public void Money_moved_only_where_Stripe_says_so(string status, bool hasSucceeded)
    {
        var payment = new Payment
        {
            OrganizationId = Bakery,
            StripeId = "ch_1",
            IsRefund = false,
            Status = status,
            Amount = 1200,
            Currency = "gbp",
        };
        Assert.Equal((hasSucceeded, new Money(1200, "gbp")), (payment.HasSucceeded, payment.Money));
    }

    /// <summary>Stripe's own list of currencies without minor units, and of those with three decimals.</summary>
    [Fact]
    public void Amounts_have_as_many_decimals_as_their_currency()
    {
        foreach (var currency in "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".Split(' '))
        {
            Assert.Equal((0, 1234m), (new Money(1234, currency).Decimals, new Money(1234, currency).Amount));
        }
        foreach (var currency in "bhd jod kwd omr tnd".Split(' '))
        {
            Assert.Equal((3, 1.234m), (new Money(1234, currency).Decimals, new Money(1234, currency).Amount));
        }
        foreach (var currency in "eur gbp usd chf huf isk".Split(' '))
        {
            Assert.Equal((2, 12.34m), (new Money(1234, currency).Decimals, new Money(1234, currency).Amount));
        }
        Assert.Equal(new Money(5, "eur"), new Money(2, "eur").Plus(new Money(3, "eur")));
        Assert.Equal(new Money(-6, "eur"), new Money(2, "eur").Times(-3));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "eur").Plus(new Money(1, "eur")));
    }

    [Fact]
    public void A_month_of_a_report_adds_up_by_column()
    {
        var july = new FinancialMonth(7, new(1000, "eur"), new(200, "eur"), new(900, "eur"), new(50, "eur"));
        var both = july.And(new FinancialMonth(8, new(1, "eur"), new(2, "eur"), new(3, "eur"), new(4, "eur")));
        Assert.Equal(
            (7, 1001, 202, 903, 54),
            (both.Month, both.Net.Minor, both.Tax.Minor, both.Received.Minor, both.Refunded.Minor)
        );
        Assert.Equal((1200, 850, true), (july.Invoiced.Minor, july.Spent.Minor, july.HasEntries));
        var empty = FinancialMonth.Empty(3, "eur");
        Assert.Equal((3, false), (empty.Month, empty.HasEntries));
        foreach (
            var one in (FinancialMonth[])
                [
                    empty with
                    {
                        Net = new(1, "eur"),
                    },
                    empty with
                    {
                        Tax = new(1, "eur"),
                    },
                    empty with
                    {
                        Received = new(1, "eur"),
                    },
                    empty with
                    {
                        Refunded = new(1, "eur"),
                    },
                ]
        )
        {
            Assert.True(one.HasEntries);
        }
    }

    [Fact]
    public void A_report_has_twelve_months_counts_an_invoice_when_it_became_final_and_names_its_year_and_currency()
    {
        Invoice[] invoices =
        [
            Asked(
                "in_1",
                300,
                50,
                created: new(2026, 1, 31, 23, 0, 0, TimeSpan.Zero),
                finalized: new(2026, 2, 1, 1, 0, 0, TimeSpan.Zero)
            ),
            Asked("in_2", 70, 0, created: new(2026, 12, 31, 10, 0, 0, TimeSpan.Zero), finalized: null),
        ];
        var report = Assert.Single(FinancialReport.Of(2026, at => at, invoices, []));
        Assert.Equal((2026, "eur", 12), (report.Year, report.Currency, report.Months.Count));
        Assert.Equal(Enumerable.Range(1, 12), report.Months.Select(month => month.Month));
        Assert.Equal(
            (0, 250, 50, 70),
            (
                report.Months[0].Net.Minor,
                report.Months[1].Net.Minor,
                report.Months[1].Tax.Minor,
                report.Months[11].Net.Minor
            )
        );
        Assert.Equal((0, 320, 50), (report.Sum.Month, report.Sum.Net.Minor, report.Sum.Tax.Minor));
        // Of two currencies with as many entries, the first in the alphabet.
        Assert.Equal(
            ["chf", "eur"],
            FinancialReport
                .Of(2026, at => at, [Asked("in_3", 1, 0, Now, Now), Asked("in_4", 1, 0, Now, Now, "chf")], [])
                .Select(one => one.Currency)
        );

        static Invoice Asked(
            string id,
            long total,
            long tax,
            DateTimeOffset created,
            DateTimeOffset? finalized,
            string currency = "eur"
        ) =>
            new()
            {
                OrganizationId = Bakery,
                StripeId = id,
                Status = InvoiceStatus.Paid,
                Currency = currency,
                Total = total,
                Tax = tax,
                CreatedAt = created,
                FinalizedAt = finalized,
            };
    }

    [Fact]
    public void A_year_lies_between_the_first_and_the_present_one_and_ends_where_the_next_begins()
    {
        var bakery = new Organization
        {
            Name = "Bakery",
            Slug = "bakery",
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = new(2024, 12, 31, 23, 30, 0, TimeSpan.Zero),
        };
        Assert.Equal(
            [false, true, true, true, false],
            ((string[])["2023", "2024", "2025", "2026", "2027"]).Select(year =>
                BillingYear.Read(year, bakery, Now) is not null
            )
        );
        var year = BillingYear.Read("", bakery, Now)!;
        Assert.Equal(
            (2026, BillingYear.Read("2025", bakery, Now)!.To, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            (year.Year, year.From, year.To)
        );
    }

    /// <summary>SHA-256 of the parts, one a line, after the name of the request.</summary>
    [Fact]
    public void A_request_has_its_own_key_for_everything_that_is_sent()
    {
        Assert.Equal(
            "facerek-seats-"
                + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("sub_1\nsi_1\n8\n3"u8)),
            IdempotencyKey.Text("seats", "sub_1", "si_1", 8, 3)
        );
        Assert.Equal(IdempotencyKey.Text("seats", "a", "b"), IdempotencyKey.Of("seats", "a", "b").IdempotencyKey);
        Assert.Distinct([
            IdempotencyKey.Text("a", "b", "c"),
            IdempotencyKey.Text("a", "c", "b"),
            IdempotencyKey.Text("b", "b", "c"),
            IdempotencyKey.Text("a", "bc"),
            IdempotencyKey.Text("a", "b", null, "c"),
        ]);
    }

    public static TheoryData<string, string> Faults =>
        new()
        {
            { "declined", "Declined insufficient_funds" },
            { "declined without a reason", "Declined card_declined" },
            { "500", "Unreachable" },
            { "503", "Unreachable" },
            { "429", "Unreachable" },
            { "0", "Unreachable" },
            { "no error in it", "Unreachable" },
            { "400", "Refused req_1" },
            { "line", "Unreachable" },
            { "patience", "Unreachable" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_goes_wrong_with_a_call_is_an_outcome(string error, string outcome)
    {
        var answer = await StripeErrors.AskAsync(
            NullLogger.Instance,
            () => throw Broken(error),
            CancellationToken.None
        );
        Assert.Equal(
            outcome,
            answer switch
            {
                BillingOutcome.Declined declined => $"Declined {declined.Code}",
                BillingOutcome.Refused refused => $"Refused {refused.RequestId}",
                _ => answer.GetType().Name,
            }
        );
    }

    [Fact]
    public async Task An_error_that_is_not_of_the_call_is_no_outcome_and_neither_is_a_caller_who_left()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StripeErrors.AskAsync(
                NullLogger.Instance,
                () => throw new InvalidOperationException("A bug."),
                CancellationToken.None
            )
        );
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() =>
            StripeErrors.AskAsync(NullLogger.Instance, () => throw new TaskCanceledException(), left.Token)
        );
        Assert.IsType<BillingOutcome.Done>(
            await StripeErrors.AskAsync(
                NullLogger.Instance,
                () => Task.FromResult<BillingOutcome>(new BillingOutcome.Done()),
                CancellationToken.None
            )
        );
    }

    [Fact]
    public void Faults_are_told_in_codes_and_not_in_Stripes_words()
    {
        var exception = new StripeException(
            HttpStatusCode.BadRequest,
            new StripeError
            {
                Type = "invalid_request_error",
                Code = "resource_missing",
                Param = "id",
                Message = "No such customer: ada@bakery.example",
            },
            "No such customer: ada@bakery.example"
        );
        Assert.Equal("Stripe 400 invalid_request_error resource_missing id", StripeErrors.WordFor(exception));
        Assert.Equal("HttpRequestException", StripeErrors.WordFor(new HttpRequestException("api.stripe.com")));
        Assert.True(exception.IsMissing());
        Assert.False(new StripeException(HttpStatusCode.NotFound, new StripeError { Code = "other" }, "").IsMissing());
        Assert.Equal(
            (false, true, true),
            (
                new StripeException((HttpStatusCode)499, null, "").IsStripesOwn(),
                new StripeException(HttpStatusCode.InternalServerError, null, "").IsStripesOwn(),
                new StripeException(HttpStatusCode.BadGateway, null, "").IsStripesOwn()
            )
        );
    }

    [Fact]
    public void The_endpoint_hears_of_what_changes_access_and_not_of_what_would_hold_up_an_invoice()
    {
        Assert.Equal(23, EventKind.OfCustomers.Distinct().Count());
        Assert.Equal(["price.created", "price.updated", "price.deleted", "product.updated"], EventKind.OfPrices);
        Assert.All(
            (string[])
                [
                    "customer.subscription.created",
                    "customer.subscription.updated",
                    "customer.subscription.deleted",
                    "customer.subscription.paused",
                    "customer.subscription.resumed",
                    "customer.subscription.pending_update_applied",
                    "customer.subscription.pending_update_expired",
                    "customer.subscription.trial_will_end",
                    "checkout.session.completed",
                    "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed",
                    "checkout.session.expired",
                    "invoice.paid",
                    "invoice.payment_failed",
                    "invoice.payment_action_required",
                    "invoice.finalization_failed",
                    "invoice.voided",
                    "invoice.marked_uncollectible",
                    "customer.updated",
                    "customer.deleted",
                    "charge.refunded",
                    "charge.dispute.created",
                    "charge.dispute.closed",
                ],
            kind => Assert.Contains(kind, EventKind.OfCustomers)
        );
        Assert.DoesNotContain("invoice.created", EventKind.OfCustomers);
    }

    [Theory]
    [InlineData("evt_1", 255, true)]
    [InlineData("evt_1", 256, false)]
    public void An_event_has_an_id_of_at_most_255_characters(string start, int length, bool isOne)
    {
        var id = start.PadRight(length, 'x');
        var message = StripeEventEnvelope.Read(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"id":"{{id}}","type":"t","created":1772438400,"livemode":true,"api_version":"v1","data":{"object":{"id":"{{id}}","object":"customer"} } }"""
            )
        );
        Assert.Equal(isOne, message is not null);
        if (message is null)
        {
            return;
        }
        Assert.Equal(
            (id, "t", DateTimeOffset.FromUnixTimeSeconds(1_772_438_400), "v1", true, id, id),
            (
                message.Id,
                message.Type,
                message.CreatedAt,
                message.ApiVersion,
                message.IsLive,
                message.CustomerId,
                message.ObjectId
            )
        );
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(0, false)]
    public void An_event_has_a_type_of_at_most_128_characters(int length, bool isOne) =>
        Assert.Equal(
            isOne,
            StripeEventEnvelope.Read(
                System.Text.Encoding.UTF8.GetBytes($$"""{"id":"evt_1","type":"{{new string('t', length)}}"}""")
            )
                is not null
        );

    /// <summary>The year 3000 begins 32,503,680,000 seconds after 1970; later times are not accepted.</summary>
    [Theory]
    [InlineData("0", 0)]
    [InlineData("32503679999", 32_503_679_999)]
    [InlineData("32503680000", 0)]
    [InlineData("-1", 0)]
    [InlineData("1.5", 0)]
    [InlineData("\"1772438400\"", 0)]
    public void A_time_of_an_event_is_believed_within_reason(string created, long seconds) =>
        Assert.Equal(
            seconds,
            StripeEventEnvelope
                .Read(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"evt_1","type":"t","created":{{created}}}"""))!
                .CreatedAt.ToUnixTimeSeconds()
        );

    [Fact]
    public void An_id_that_does_not_fit_is_none_and_the_event_is_kept_anyway()
    {
        var longId = new string('x', 256);
        var message = StripeEventEnvelope.Read(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"id":"evt_1","type":"t","data":{"object":{"id":"{{longId}}","object":"invoice","customer":"{{longId}}"} } }"""
            )
        )!;
        Assert.Equal((null, null), (message.CustomerId, message.ObjectId));
        Assert.Null(
            StripeEventEnvelope
                .Read("""{"id":"evt_1","type":"t","data":{"object":{"id":"","object":"customer"}}}"""u8.ToArray())!
                .CustomerId
        );
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    public void A_signature_of_exactly_five_minutes_ago_or_ahead_is_good(int seconds, bool isGenuine)
    {
        var body = "{}"u8.ToArray();
        var at = Now.AddSeconds(seconds).ToUnixTimeSeconds();
        var hmac = Convert.ToHexStringLower(
            System.Security.Cryptography.HMACSHA256.HashData(
                "whsec_1"u8,
                [.. System.Text.Encoding.UTF8.GetBytes($"{at}."), .. body]
            )
        );
        Assert.Equal(isGenuine, StripeSignature.IsGenuine(body, $"t={at},v1={hmac}", ["whsec_1"], Now));
    }

    [Fact]
    public void Settings_are_trimmed_and_blank_ones_are_none()
    {
        var settings = new BillingSettings
        {
            SecretKey = " sk_test_1 ",
            WebhookSecret = "whsec_2\n",
            PreviousWebhookSecret = " ",
            ApiBase = "http://127.0.0.1:1/ ",
        };
        Assert.Equal(("sk_test_1", "http://127.0.0.1:1"), (settings.SecretKey, settings.ApiBase));
        Assert.Equal(["whsec_2"], settings.WebhookSecrets);
        Assert.Equal(
            ["a", "b"],
            new BillingSettings { WebhookSecret = "a", PreviousWebhookSecret = "b" }.WebhookSecrets
        );
        Assert.Equal(
            ("BillingSettings (with a key)", "BillingSettings (no key)"),
            (settings.ToString(), new BillingSettings().ToString())
        );
    }

    [Fact]
    public void A_connection_says_whose_it_is_and_where_its_pages_are()
    {
        var real = StripeConnection.Open(
            new BillingSettings { SecretKey = "sk_test_1", AutomaticTax = true },
            isProduction: true
        );
        Assert.Equal((true, true, true, false), (real.IsConfigured, real.IsStripes, real.AutomaticTax, real.IsLive));
        Assert.Equal(
            " https://checkout.stripe.com https://billing.stripe.com https://invoice.stripe.com https://pay.stripe.com",
            real.PageOrigins
        );
        Assert.Equal(
            real.PageOrigins,
            StripeConnection
                .Open(new BillingSettings { ApiBase = "https://api.stripe.com" }, isProduction: true)
                .PageOrigins
        );
        var stand = StripeConnection.Open(
            new BillingSettings { SecretKey = "sk_test_1", ApiBase = "http://localhost:9/stripe" },
            isProduction: false
        );
        Assert.Equal((false, " http://localhost:9", false), (stand.IsStripes, stand.PageOrigins, stand.AutomaticTax));
        Assert.False(
            StripeConnection
                .Open(new BillingSettings { ApiBase = "http://localhost:9" }, isProduction: false)
                .IsConfigured
        );
        Assert.Throws<InvalidOperationException>(() =>
            StripeConnection.Open(new BillingSettings(), isProduction: true).Api
        );
        foreach (var key in (string[])["sk_prod_1", "xsk_test_1", "sk_test_", "sk_test_1!", "sk_test"])
        {
            Assert.Throws<InvalidOperationException>(() =>
                StripeConnection.Open(new BillingSettings { SecretKey = key }, isProduction: true)
            );
        }
    }

    [Theory]
    [InlineData(29_999, 0)]
    [InlineData(30_000, 1)]
    public void Half_a_minute_of_quiet_is_enough_for_one_whose_people_changed(int milliseconds, int due)
    {
        var clock = new FakeTimeProvider();
        var (bell, bakery, harbour) = (new SeatChangeQueue(clock), Guid.CreateVersion7(), Guid.CreateVersion7());
        bell.Ring(bakery);
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        bell.Ring(harbour);
        Assert.Equal(due == 1 ? [bakery] : [], bell.Due());
        clock.Advance(SeatChangeQueue.Quiet);
        Assert.Equal(due == 1 ? [harbour] : ((Guid[])[bakery, harbour]).Order(), bell.Due().Order());
    }

    [Fact]
    public async Task A_bell_that_was_rung_twice_wakes_once_and_again_when_it_is_rung_again()
    {
        var signal = new InboxSignal();
        signal.Ring();
        signal.Ring();
        await signal.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = signal.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        signal.Ring();
        await waiting;
    }

    [Theory]
    [InlineData("team", BillingInterval.Month, 1, 250)]
    [InlineData("business", BillingInterval.Month, 3, 1350)]
    public void A_quote_by_the_month_saves_nothing(string plan, BillingInterval interval, int people, long total)
    {
        var quote = new SeatQuote(PlanCatalogue.FindOffered(plan)!, interval, people);
        Assert.Equal((total, new Money(0, "eur"), 10_000), (quote.Total.Minor, quote.Saved, SeatQuote.MaxPeople));
    }

    private static BillingAccess Access(Subscription subscription, int seats) =>
        BillingAccessPolicy.At(Now.AddDays(-1), seats, [subscription], owesInvoices: false, Now);

    private static Subscription Mirrored(string status, string price = "facerek_team_month_v1", string id = "sub_1")
    {
        var subscription = new Subscription { OrganizationId = Bakery, StripeId = id };
        subscription.Apply(new SubscriptionSnapshot(id, "si_1", status, price, 7, Now), Now);
        return subscription;
    }

    private static StripeEvent NewEvent() =>
        new()
        {
            Id = "evt_1",
            Type = "invoice.paid",
            CreatedAt = Now,
            ReceivedAt = Now,
            IsLive = false,
            Body = [1],
        };

    private static Exception Broken(string error) =>
        error switch
        {
            "declined" => new StripeException(
                HttpStatusCode.PaymentRequired,
                new StripeError
                {
                    Type = "card_error",
                    Code = "card_declined",
                    DeclineCode = "insufficient_funds",
                },
                ""
            ),
            "declined without a reason" => new StripeException(
                HttpStatusCode.PaymentRequired,
                new StripeError { Type = "card_error", Code = "card_declined" },
                ""
            ),
            "no error in it" => new StripeException(HttpStatusCode.OK, null, ""),
            "400" => new StripeException(
                HttpStatusCode.BadRequest,
                new StripeError { Type = "invalid_request_error" },
                ""
            )
            {
                StripeResponse = new StripeResponse(HttpStatusCode.BadRequest, RequestHeaders(), ""),
            },
            "line" => new HttpRequestException(),
            "patience" => new TaskCanceledException(),
            _ => new StripeException(
                (HttpStatusCode)int.Parse(error, System.Globalization.CultureInfo.InvariantCulture),
                new StripeError { Type = "api_error" },
                ""
            ),
        };

    private static System.Net.Http.Headers.HttpResponseHeaders RequestHeaders()
    {
        var response = new HttpResponseMessage();
        response.Headers.Add("Request-Id", "req_1");
        return response.Headers;
    }
}
