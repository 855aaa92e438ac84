using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FaceRek.Tests.Core.Billing;

/// <summary>What billing stores and sends by itself without a Stripe key: days, emails, history, leases, dead letters.</summary>
public class BillingRowsTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private static readonly CancellationToken Whatever = CancellationToken.None;
    private static int numbers;

    private DateTimeOffset Now => town.App.Clock.GetUtcNow();

    [Fact]
    public async Task The_most_people_of_a_day_are_counted_and_not_the_last()
    {
        var company = await NewAsync(Now);
        foreach (var people in (int[])[3, 5, 4])
        {
            await FillAsync(company, people);
            await DayAsync(company);
        }
        var day = await ReadAsync(company, db => db.SeatDays.SingleAsync());
        Assert.Equal((5, null, "trial", company.Id), (day.Used, day.Paid, day.PlanCode, day.OrganizationId));
        // The paid number is recorded while the plan is paid, and stays for the day.
        await SubscribeAsync(company, SubscriptionStatus.Active, seats: 12);
        await DayAsync(company);
        day = await ReadAsync(company, db => db.SeatDays.SingleAsync());
        Assert.Equal((5, 12, "team"), (day.Used, day.Paid, day.PlanCode));
        await SubscribeAsync(company, SubscriptionStatus.Canceled, seats: 12);
        await DayAsync(company);
        day = await ReadAsync(company, db => db.SeatDays.SingleAsync());
        Assert.Equal((5, 12, "free"), (day.Used, day.Paid, day.PlanCode));
    }

    [Theory]
    [InlineData("Pacific/Auckland")]
    [InlineData("Pacific/Honolulu")]
    [InlineData("Europe/London")]
    public async Task A_day_is_one_of_the_organization(string zone)
    {
        var company = await NewAsync(Now, zone);
        await SubscribeAsync(company, SubscriptionStatus.Incomplete, seats: 3);
        await DayAsync(company);
        var day = await ReadAsync(company, db => db.SeatDays.SingleAsync());
        Assert.Equal(
            (Instant.FromDateTimeOffset(Now).InZone(DateTimeZoneProviders.Tzdb[zone]).Date.ToDateOnly(), null, 0),
            (day.On, day.Paid, day.Used)
        );
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public async Task The_end_of_a_trial_is_announced_from_three_days_before_it_on(int seconds, int messages)
    {
        var company = await NewAsync(Now - TimeSpan.FromDays(11) - TimeSpan.FromSeconds(seconds));
        await DayAsync(company);
        await DayAsync(company);
        var written = await ReadAsync(company, db => db.BillingEmails.ToListAsync());
        Assert.Equal(messages, written.Count);
        Assert.All(
            written,
            told =>
                Assert.Equal(
                    (BillingEmailKind.TrialEnding, "trial-ending", company.CreatedAt.AddDays(14), Now, 0),
                    (told.Kind, told.Key, told.About, told.CreatedAt, told.Attempts)
                )
        );
    }

    [Fact]
    public async Task An_organization_that_subscribed_or_whose_trial_is_over_is_not_told_of_its_end()
    {
        var (subscribed, over) = (await NewAsync(Now.AddDays(-12)), await NewAsync(Now.AddDays(-14)));
        await SubscribeAsync(subscribed, SubscriptionStatus.Active, seats: 3);
        foreach (var company in (Organization[])[subscribed, over])
        {
            await DayAsync(company);
            Assert.Equal(0, await ReadAsync(company, db => db.BillingEmails.CountAsync()));
        }
    }

    [Fact]
    public async Task Emails_go_to_owners_whose_address_is_confirmed_with_day_and_amount()
    {
        var company = await NewAsync(Now);
        var (owner, doubtful, admin) = (
            await JoinAsync(company, Role.Owner),
            await JoinAsync(company, Role.Owner, isConfirmed: false),
            await JoinAsync(company, Role.Admin)
        );
        var end = new DateTimeOffset(2026, 3, 16, 23, 30, 0, TimeSpan.Zero);
        await WriteAsync(
            company,
            New(company, "1", BillingEmailKind.TrialEnding, end),
            New(company, "2", BillingEmailKind.PaymentFailed, Now.AddDays(3), 123_456),
            New(company, "3", BillingEmailKind.PaymentFailed, company.CreatedAt.AddSeconds(3), 50),
            New(company, "4", BillingEmailKind.PaymentFailed, null, 50),
            New(company, "5", BillingEmailKind.ActionRequired, null, 1250),
            New(company, "6", BillingEmailKind.Cancelled, end)
        );
        await PostAsync(company, attempts: 1);
        var messages = town.App.Mail.Emails.Where(message => message.To == owner).ToList();
        Assert.Equal(6, messages.Count);
        // In the emails of an organization in Amsterdam, half past eleven in Greenwich belongs to the next day.
        Assert.Equal($"The trial of {company.Name} ends on 17 March 2026", messages[0].Subject);
        Assert.Contains("With up to 5 active people", messages[0].Body, StringComparison.Ordinal);
        Assert.Contains("1,234.56 EUR", messages[1].Body, StringComparison.Ordinal);
        Assert.Contains("Everything works until", messages[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Everything works until", messages[2].Body + messages[3].Body, StringComparison.Ordinal);
        Assert.Contains("12.50 EUR", messages[4].Body, StringComparison.Ordinal);
        Assert.Contains("17 March 2026", messages[5].Body, StringComparison.Ordinal);
        Assert.All(
            messages,
            message => Assert.Contains($"/{company.Slug}/billing", message.Body, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(town.App.Mail.Emails, message => message.To == doubtful || message.To == admin);
        Assert.All(
            await ReadAsync(company, db => db.BillingEmails.ToListAsync()),
            row => Assert.Equal((Now, 1), (row.SentAt, row.Attempts))
        );
        await PostAsync(company, attempts: 48);
        Assert.Equal(6, town.App.Mail.Emails.Count(message => message.To == owner));
    }

    [Fact]
    public async Task An_email_that_was_not_delivered_is_tried_again_only_as_often_as_asked()
    {
        var company = await NewAsync(Now);
        var owner = await JoinAsync(company, Role.Owner);
        await WriteAsync(company, New(company, "1", BillingEmailKind.ActionRequired, null, 1));
        town.App.Mail.IsDown = true;
        try
        {
            await PostAsync(company, attempts: 1);
            Assert.Equal((null, 1), await StateAsync());
            await PostAsync(company, attempts: 1);
            Assert.Equal((null, 1), await StateAsync());
            await PostAsync(company, attempts: 2);
            Assert.Equal((null, 2), await StateAsync());
        }
        finally
        {
            town.App.Mail.IsDown = false;
        }
        await PostAsync(company, attempts: 2);
        Assert.Equal((null, 2), await StateAsync());
        await PostAsync(company, attempts: 3);
        Assert.Equal((Now, 3), await StateAsync());
        Assert.Equal(1, town.App.Mail.Emails.Count(message => message.To == owner));
        Assert.Equal(48, BillingEmailSender.MaxAttempts);
        // Without an owner to write to, there is nothing to retry.
        var orphan = await NewAsync(Now);
        await WriteAsync(orphan, New(orphan, "1", BillingEmailKind.ActionRequired, null, 1));
        await PostAsync(orphan, attempts: 1);
        Assert.NotNull((await ReadAsync(orphan, db => db.BillingEmails.SingleAsync())).SentAt);

        async Task<(DateTimeOffset?, int)> StateAsync()
        {
            var row = await ReadAsync(company, db => db.BillingEmails.SingleAsync());
            return (row.SentAt, row.Attempts);
        }
    }

    /// <summary>The year's first instant is included, that of the next year is not; the newest come first.</summary>
    [Fact]
    public async Task The_books_of_a_year_hold_what_was_in_it_to_the_instant()
    {
        var company = await NewAsync(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), "Europe/London");
        var year = BillingYear.Read("2025", company, Now)!;
        DateTimeOffset[] times =
        [
            year.From.AddTicks(-1),
            year.From,
            year.From.AddDays(100),
            year.To.AddTicks(-1),
            year.To,
        ];
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                foreach (var (index, at) in times.Index())
                {
                    db.Add(
                        new Invoice
                        {
                            OrganizationId = company.Id,
                            StripeId = $"in_{company.Slug}_{index}",
                            Status = InvoiceStatus.Paid,
                            Number = $"N-{index}",
                            Total = 100 << index,
                            CreatedAt = at,
                            FinalizedAt =
                                index == 4 ? year.To.AddTicks(-1)
                                : index == 1 ? year.From.AddTicks(-1)
                                : null,
                        }
                    );
                    db.Add(
                        new Payment
                        {
                            OrganizationId = company.Id,
                            StripeId = $"ch_{company.Slug}_{index}",
                            IsRefund = false,
                            Status = "succeeded",
                            Amount = 1 << index,
                            At = at,
                            InvoiceId = $"in_{company.Slug}_{index}",
                        }
                    );
                }
                db.Add(Refund("re_1", "succeeded", 10));
                db.Add(Refund("re_2", "succeeded", 5));
                db.Add(Refund("re_3", "pending", 100));
                for (var month = 1; month <= 3; month++)
                {
                    foreach (var day in (int[])[1, DateTime.DaysInMonth(2025, month)])
                    {
                        db.Add(
                            new SeatDay
                            {
                                OrganizationId = company.Id,
                                On = new DateOnly(2025, month, day),
                                Used = month,
                                PlanCode = "team",
                            }
                        );
                    }
                }
                await db.SaveChangesAsync();
            }
        );
        await town.App.InAsync(
            company,
            async services =>
            {
                var history = services.GetRequiredService<BillingHistory>();
                var invoices = await history.InvoicesAsync(year, Whatever);
                Assert.Equal(["N-3", "N-2", "N-1"], invoices.Select(invoice => invoice.Number));
                var payments = await history.PaymentsAsync(year, Whatever);
                Assert.Equal(
                    [8L, 4, 2],
                    payments.Where(payment => !payment.IsRefund).Select(payment => payment.Amount)
                );
                // Whatever the date of the refund; a pending one does not count.
                Assert.Equal(
                    [KeyValuePair.Create($"in_{company.Slug}_2", 15L)],
                    await history.RefundsAsync(invoices, Whatever)
                );
                Assert.Empty(await history.RefundsAsync(invoices.Where(invoice => invoice.Number != "N-2"), Whatever));
                var numbered = await history.NumbersAsync(payments, Whatever);
                Assert.Equal((3, "N-2"), (numbered.Count, numbered[$"in_{company.Slug}_2"]));
                // Invoices by the instant in which they became final, or by their creation where they did not.
                var report = Assert.Single(await history.ReportAsync(year, Whatever));
                Assert.Equal(
                    (2025, (100 << 2) + (100 << 3) + (100 << 4), 2 + 4 + 8),
                    (report.Year, report.Sum.Invoiced.Minor, report.Sum.Received.Minor)
                );
                Assert.Equal(
                    [new DateOnly(2025, 2, 1), new DateOnly(2025, 2, 28)],
                    (await history.SeatsAsync(new DateOnly(2025, 2, 14), Whatever)).Select(day => day.On)
                );
                return 0;
            }
        );
        Assert.Equal(500, BillingHistory.MaxLines);

        Payment Refund(string id, string status, long amount) =>
            new()
            {
                OrganizationId = company.Id,
                StripeId = $"{id}_{company.Slug}",
                IsRefund = true,
                Status = status,
                Amount = amount,
                At = year.To.AddDays(9),
                InvoiceId = $"in_{company.Slug}_2",
            };
    }

    /// <summary>Two minutes at most; then another reader may take it, and the first one's result is discarded.</summary>
    [Fact]
    public async Task A_lease_is_one_readers_until_it_is_given_back_or_runs_out()
    {
        var company = await NewAsync(Now);
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(new BillingAccount { OrganizationId = company.Id });
                await db.SaveChangesAsync();
            }
        );
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now);
        // Two processes: their in-process locks are separate.
        var (here, there) = (new CustomerLease(clock), new CustomerLease(clock));
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                using var first = await here.TakeAsync(db, company.Id, Whatever);
                Assert.NotNull(first);
                Assert.Equal(Now.AddMinutes(2), (await db.BillingAccounts.SingleAsync()).LeasedUntil);
                clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
                Assert.Null(await there.TakeAsync(db, company.Id, Whatever));
                clock.Advance(TimeSpan.FromTicks(1));
                using (var second = await there.TakeAsync(db, company.Id, Whatever))
                {
                    Assert.NotNull(second);
                    Assert.False(await first.GiveBackAsync(db, Whatever));
                    Assert.True(await second.GiveBackAsync(db, Whatever));
                    Assert.False(await second.GiveBackAsync(db, Whatever));
                }
                var free = await db.BillingAccounts.SingleAsync();
                Assert.Equal((null, null), (free.LeaseId, free.LeasedUntil));
                // In one process the next one waits for the holder, and a refused one blocks no one.
                using var again = await there.TakeAsync(db, company.Id, Whatever);
                var waiting = there.TakeAsync(db, company.Id, Whatever);
                Assert.False(waiting.IsCompleted);
                await again!.GiveBackAsync(db, Whatever);
                again.Dispose();
                using var next = await waiting;
                Assert.NotNull(next);
            }
        );
    }

    [Fact]
    public async Task Dead_letters_are_seen_and_replayed_by_the_owner_they_are_about()
    {
        var (company, other) = (await NewAsync(Now), await NewAsync(Now));
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(new BillingAccount { OrganizationId = company.Id, CustomerId = $"cus_{company.Slug}" });
                db.Add(Event(company, "a", isDead: true, Now));
                db.Add(Event(company, "b", isDead: true, Now.AddSeconds(1)));
                db.Add(Event(company, "c", isDead: false, Now));
                db.Add(Event(other, "d", isDead: true, Now));
                db.Add(Event(other, "e", isDead: true, Now));
                await db.SaveChangesAsync();
            }
        );
        var messages = await DeskAsync(company, Role.Owner, desk => desk.ListAsync(Whatever));
        Assert.Equal([$"evt_b_{company.Slug}", $"evt_a_{company.Slug}"], messages.Select(message => message.Id));
        Assert.Equal(
            ("invoice.paid", Now.AddMinutes(-5), Now.AddSeconds(1), 14, "Stripe 500"),
            (messages[0].Type, messages[0].HappenedAt, messages[0].ReceivedAt, messages[0].Attempts, messages[0].Fault)
        );
        Assert.Empty(await DeskAsync(company, Role.Admin, desk => desk.ListAsync(Whatever)));
        Assert.Empty(await DeskAsync(other, Role.Owner, desk => desk.ListAsync(Whatever)));
        foreach (var id in (string[])[$"evt_c_{company.Slug}", $"evt_d_{other.Slug}", "evt_none"])
        {
            Assert.False(
                await DeskAsync(company, Role.Owner, desk => desk.ReplayAsync(id, town.World.Ada.Id, Whatever))
            );
        }
        Assert.False(
            await DeskAsync(
                company,
                Role.Admin,
                desk => desk.ReplayAsync($"evt_a_{company.Slug}", town.World.Ada.Id, Whatever)
            )
        );
        Assert.True(
            await DeskAsync(
                company,
                Role.Owner,
                desk => desk.ReplayAsync($"evt_a_{company.Slug}", town.World.Ada.Id, Whatever)
            )
        );
        Assert.Equal(
            [$"evt_b_{company.Slug}"],
            (await DeskAsync(company, Role.Owner, desk => desk.ListAsync(Whatever))).Select(message => message.Id)
        );
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var line = await db.AuditEntries.SingleAsync();
                Assert.Equal(
                    ("stripe-event.replayed", town.World.Ada.Id, "dead", "waiting: invoice.paid", Now),
                    (line.What, line.ByUserId, line.Before, line.After, line.At)
                );
            }
        );
        Assert.Equal((100, 200), (DeadLetterDesk.MaxListed, StripeEventAdmin.MaxListed));
        // The overview of the owner's page counts them.
        var standing = await town.App.InAsync(
            company,
            services => services.GetRequiredService<SubscriptionOverviewReader>().StandingAsync(Whatever)
        );
        Assert.Equal(
            (1, true, false, false, null, null),
            (
                standing.DeadLetters,
                standing.HasCustomer,
                standing.IsConfigured,
                standing.IsTest,
                standing.Subscription,
                standing.OpenCheckout
            )
        );
        var none = await town.App.InAsync(
            other,
            services => services.GetRequiredService<SubscriptionOverviewReader>().StandingAsync(Whatever)
        );
        Assert.Equal((0, false), (none.DeadLetters, none.HasCustomer));

        Task<T> DeskAsync<T>(Organization organization, Role role, Func<DeadLetterDesk, Task<T>> ask) =>
            town.App.InAsync(
                organization,
                services =>
                {
                    services.GetRequiredService<CurrentOrganization>().Enter(organization, role);
                    return ask(services.GetRequiredService<DeadLetterDesk>());
                }
            );
    }

    [Fact]
    public async Task The_standing_of_an_organization_shows_what_is_overdue_the_oldest_first()
    {
        var company = await NewAsync(Now);
        await SubscribeAsync(company, SubscriptionStatus.PastDue, seats: 7);
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new BillingAccount
                    {
                        OrganizationId = company.Id,
                        CustomerId = $"cus_{company.Slug}",
                        IsDetached = true,
                        Alert = "Look.",
                        SyncedAt = Now,
                    }
                );
                db.Add(Overdue("new", InvoiceStatus.Open, 1, Now));
                db.Add(Overdue("old", InvoiceStatus.Open, 2, Now.AddDays(-9)));
                db.Add(Overdue("untried", InvoiceStatus.Open, 0, Now));
                db.Add(Overdue("paid", InvoiceStatus.Paid, 1, Now));
                await db.SaveChangesAsync();
            }
        );
        var standing = await town.App.InAsync(
            company,
            services => services.GetRequiredService<SubscriptionOverviewReader>().StandingAsync(Whatever)
        );
        Assert.Equal(["old", "new"], standing.Overdue.Select(invoice => invoice.Number));
        Assert.Equal(
            ("Look.", Now, false, AccessReason.PastDue, 7),
            (
                standing.Alert,
                standing.SyncedAt,
                standing.HasCustomer,
                standing.Access.Reason,
                standing.Subscription!.Seats
            )
        );

        Invoice Overdue(string number, string status, int attempts, DateTimeOffset at) =>
            new()
            {
                OrganizationId = company.Id,
                StripeId = $"in_{number}_{company.Slug}",
                Number = number,
                Status = status,
                Attempts = attempts,
                CreatedAt = at,
            };
    }

    [Fact]
    public async Task Without_a_key_every_desk_says_that_nothing_is_sold_here()
    {
        var company = await NewAsync(Now);
        var invoice = new Invoice
        {
            OrganizationId = company.Id,
            StripeId = $"in_{company.Slug}",
            CreatedAt = Now,
        };
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(invoice);
                await db.SaveChangesAsync();
            }
        );
        await town.App.InAsync(
            company,
            async services =>
            {
                var ada = town.World.Ada.Id;
                BillingOutcome?[] outcomes =
                [
                    await services
                        .GetRequiredService<CheckoutDesk>()
                        .StartAsync("team", BillingInterval.Month, ada, Whatever),
                    await services.GetRequiredService<CheckoutDesk>().ReturnAsync(ada, Whatever),
                    await services.GetRequiredService<PortalDesk>().OpenAsync(ada, Whatever),
                    await services
                        .GetRequiredService<PlanChangeDesk>()
                        .PreviewAsync("team", BillingInterval.Month, Whatever),
                    await services
                        .GetRequiredService<PlanChangeDesk>()
                        .ConfirmAsync(Guid.CreateVersion7(), ada, Whatever),
                    await services.GetRequiredService<CancellationDesk>().CancelAsync(ada, Whatever),
                    await services.GetRequiredService<CancellationDesk>().ResumeAsync(ada, Whatever),
                    await services.GetRequiredService<InvoiceDesk>().OpenAsync(invoice.Id, asPdf: false, Whatever),
                ];
                Assert.All(outcomes, outcome => Assert.IsType<BillingOutcome.NotConfigured>(outcome));
                Assert.Null(
                    await services
                        .GetRequiredService<InvoiceDesk>()
                        .OpenAsync(Guid.CreateVersion7(), asPdf: false, Whatever)
                );
                Assert.IsType<BillingOutcome.NoSuchPlan>(
                    await services
                        .GetRequiredService<PlanChangeDesk>()
                        .PreviewAsync("trial", BillingInterval.Month, Whatever)
                );
                Assert.Equal(
                    SyncOutcome.NotConfigured,
                    await services.GetRequiredService<SubscriptionSync>().RunAsync(new SyncTrigger(), Whatever)
                );
                Assert.Equal(
                    ReceiptOutcome.NotConfigured,
                    await services.GetRequiredService<StripeInbox>().ReceiveAsync([1], "t=1,v1=00", Whatever)
                );
                // No one pays, so an end is possible; while a payment is possible, it is not.
                Assert.IsType<BillingOutcome.Done>(
                    await services.GetRequiredService<CancellationDesk>().EndAtOnceAsync(ada, Whatever)
                );
                return 0;
            }
        );
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(new BillingAccount { OrganizationId = company.Id, CustomerId = $"cus_{company.Slug}" });
                foreach (var number in Enumerable.Range(0, 100))
                {
                    var waiting = new StripeEvent
                    {
                        Id = $"evt_without_a_key_{number}",
                        Type = "invoice.paid",
                        CustomerId = $"cus_{company.Slug}",
                        CreatedAt = Now,
                        ReceivedAt = Now,
                        IsLive = false,
                        Body = [1],
                    };
                    waiting.Await(Now.AddDays(-1));
                    db.Add(waiting);
                }
                await db.SaveChangesAsync();
            }
        );
        // A key that was removed leaves its events waiting, and the worker ends although a whole batch is due.
        await town.App.Services.GetRequiredService<StripeEventWorker>().RunAsync(Whatever);
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
                Assert.Equal(
                    100,
                    await db.StripeEvents.CountAsync(one =>
                        one.CustomerId == $"cus_{company.Slug}" && one.State == StripeEventState.Waiting
                    )
                )
        );
        Assert.IsType<BillingOutcome.Done>(await EndAsync());
        await SubscribeAsync(company, SubscriptionStatus.Active, seats: 7);
        Assert.IsType<BillingOutcome.NotConfigured>(await EndAsync());
        await SubscribeAsync(company, SubscriptionStatus.Canceled, seats: 7);
        Assert.IsType<BillingOutcome.Done>(await EndAsync());

        Task<BillingOutcome> EndAsync() =>
            town.App.InAsync(
                company,
                services => services.GetRequiredService<CancellationDesk>().EndAtOnceAsync(town.World.Ada.Id, Whatever)
            );
    }

    [Fact]
    public async Task Whether_something_may_be_done_is_asked_in_one_place_and_answered_by_what_it_would_take()
    {
        var company = await NewAsync(Now);
        await town.App.InAsync(
            company,
            async services =>
            {
                var entitlement = services.GetRequiredService<Entitlement>();
                Assert.Null(await entitlement.ToChangeSettingsAsync(Whatever));
                Assert.Null(await entitlement.ToUseAsync(Feature.Webhooks, Whatever));
                Assert.Null(await entitlement.ToOpenSiteAsync(9, Whatever));
                Assert.Equal(
                    10,
                    Assert.IsType<EntitlementDenial.SitesFull>(await entitlement.ToOpenSiteAsync(10, Whatever)).Sites
                );
                await using var transaction = await services
                    .GetRequiredService<FaceRekDb>()
                    .Database.BeginTransactionAsync();
                Assert.Null(await entitlement.ToAddPeopleAsync(50, Whatever));
                Assert.Equal(
                    (51, 0),
                    Assert.IsType<EntitlementDenial.SeatsFull>(await entitlement.ToAddPeopleAsync(51, Whatever))
                        is { } full
                        ? (full.Wanted, full.Access.Seats)
                        : default
                );
                return 0;
            }
        );
        var business = await NewAsync(Now.AddDays(-30));
        await SubscribeAsync(business, SubscriptionStatus.Active, seats: 7, "facerek_business_month_v1");
        await town.App.InAsync(
            business,
            async services =>
            {
                Assert.Null(await services.GetRequiredService<Entitlement>().ToOpenSiteAsync(1_000_000, Whatever));
                return 0;
            }
        );
        var team = await NewAsync(Now.AddDays(-30));
        await SubscribeAsync(team, SubscriptionStatus.Active, seats: 7);
        await town.App.InAsync(
            team,
            async services =>
            {
                var refused = Assert.IsType<EntitlementDenial.NotIncluded>(
                    await services.GetRequiredService<Entitlement>().ToUseAsync(Feature.Api, Whatever)
                );
                Assert.Equal(
                    (Feature.Api, PlanCatalogue.Business, AccessReason.Subscribed),
                    (refused.Feature, refused.Smallest, refused.Access.Reason)
                );
                return 0;
            }
        );
        var unpaid = await NewAsync(Now.AddDays(-30));
        await SubscribeAsync(unpaid, SubscriptionStatus.Unpaid, seats: 7);
        await town.App.InAsync(
            unpaid,
            async services =>
            {
                var entitlement = services.GetRequiredService<Entitlement>();
                await using var transaction = await services
                    .GetRequiredService<FaceRekDb>()
                    .Database.BeginTransactionAsync();
                EntitlementDenial?[] obstacles =
                [
                    await entitlement.ToChangeSettingsAsync(Whatever),
                    await entitlement.ToUseAsync(Feature.CheckIn, Whatever),
                    await entitlement.ToOpenSiteAsync(0, Whatever),
                    await entitlement.ToAddPeopleAsync(1, Whatever),
                ];
                Assert.All(
                    obstacles,
                    obstacle =>
                        Assert.Equal(
                            AccessReason.Unpaid,
                            Assert.IsType<EntitlementDenial.ReadOnly>(obstacle).Access.Reason
                        )
                );
                return 0;
            }
        );
        // Invoices of an ended subscription are owed; those of a running one are not a debt yet.
        foreach (
            var (status, owes) in ((string, bool)[])
                [(SubscriptionStatus.Canceled, true), (SubscriptionStatus.PastDue, false)]
        )
        {
            var debtor = await NewAsync(Now.AddDays(-30));
            await SubscribeAsync(debtor, status, seats: 1);
            await town.App.InAsync(
                debtor,
                async (FaceRekDb db) =>
                {
                    db.Add(
                        new Invoice
                        {
                            OrganizationId = debtor.Id,
                            StripeId = $"in_{debtor.Slug}",
                            Status = InvoiceStatus.Open,
                            CreatedAt = Now,
                        }
                    );
                    await db.SaveChangesAsync();
                }
            );
            Assert.Equal(
                owes,
                (
                    await town.App.InAsync(
                        debtor,
                        services => services.GetRequiredService<Entitlement>().AccessAsync(Whatever)
                    )
                ).OwesInvoices
            );
            await town.App.InAsync(
                debtor,
                (FaceRekDb db) =>
                    db.Invoices.ExecuteUpdateAsync(set =>
                        set.SetProperty(invoice => invoice.Status, InvoiceStatus.Paid)
                    )
            );
            Assert.False(
                (
                    await town.App.InAsync(
                        debtor,
                        services => services.GetRequiredService<Entitlement>().AccessAsync(Whatever)
                    )
                ).OwesInvoices
            );
        }
    }

    [Fact]
    public async Task The_round_of_the_day_lets_go_of_events_ninety_days_after_they_were_dealt_with()
    {
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                foreach (
                    var (name, at) in ((string, DateTimeOffset)[])
                        [("old", Now.AddDays(-90).AddSeconds(-1)), ("young", Now.AddDays(-90))]
                )
                {
                    var message = new StripeEvent
                    {
                        Id = $"evt_round_{name}",
                        Type = "x",
                        CreatedAt = at,
                        ReceivedAt = at,
                        IsLive = false,
                        Body = [1],
                    };
                    message.Finish(StripeEventState.Done, at);
                    db.Add(message);
                }
                var dead = new StripeEvent
                {
                    Id = "evt_round_waiting",
                    Type = "x",
                    CreatedAt = Now.AddDays(-400),
                    ReceivedAt = Now.AddDays(-400),
                    IsLive = false,
                    Body = [1],
                };
                dead.Await(Now.AddDays(1));
                db.Add(dead);
                await db.SaveChangesAsync();
            }
        );
        var company = await NewAsync(Now);
        await town.App.Services.GetRequiredService<BillingReconciliation>().CountDayAsync(Whatever);
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                Assert.Equal(
                    ["evt_round_waiting", "evt_round_young"],
                    await db
                        .StripeEvents.Where(row => row.Id.StartsWith("evt_round_"))
                        .Select(row => row.Id)
                        .Order()
                        .ToListAsync()
                );
                // Every organization's day was counted.
                Assert.Equal(1, await db.SeatDays.CountAsync());
            }
        );
    }

    private static BillingEmail New(
        Organization company,
        string key,
        BillingEmailKind kind,
        DateTimeOffset? about,
        long? amount = null
    ) =>
        new()
        {
            OrganizationId = company.Id,
            Key = key,
            Kind = kind,
            About = about,
            Amount = amount,
            Currency = amount is null ? null : "eur",
            CreatedAt = company.CreatedAt.AddSeconds(int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)),
        };

    private static StripeEvent Event(Organization company, string name, bool isDead, DateTimeOffset at)
    {
        var message = new StripeEvent
        {
            Id = $"evt_{name}_{company.Slug}",
            Type = "invoice.paid",
            CreatedAt = at.AddMinutes(-5).AddSeconds(name == "b" ? -1 : 0),
            ReceivedAt = at,
            IsLive = false,
            CustomerId = $"cus_{company.Slug}",
            Body = [1],
        };
        for (var failure = 0; failure < (isDead ? StripeEvent.MaxAttempts : 1); failure++)
        {
            message.Fail("Stripe 500", at.AddYears(1));
        }
        return message;
    }

    private async Task<Organization> NewAsync(DateTimeOffset created, string zone = "Europe/Amsterdam")
    {
        var name = $"rows-{Interlocked.Increment(ref numbers)}";
        var company = new Organization
        {
            Name = name,
            Slug = name,
            Zone = zone,
            FaceModel = "classic",
            CreatedAt = created,
        };
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.Add(company);
                await db.SaveChangesAsync();
            }
        );
        return company;
    }

    private async Task<string> JoinAsync(Organization company, Role role, bool isConfirmed = true)
    {
        var email = $"user-{Interlocked.Increment(ref numbers)}@{company.Slug}.example";
        await town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var user = new User
                {
                    Name = "Olive",
                    Email = email,
                    NormalizedEmail = email.ToUpperInvariant(),
                    UserName = email,
                    NormalizedUserName = email.ToUpperInvariant(),
                    EmailConfirmed = isConfirmed,
                    CreatedAt = Now,
                };
                db.AddRange(
                    user,
                    new Membership
                    {
                        OrganizationId = company.Id,
                        UserId = user.Id,
                        Role = role,
                        CreatedAt = Now,
                    }
                );
                await db.SaveChangesAsync();
            }
        );
        return email;
    }

    /// <summary>Makes this many people active and all others inactive.</summary>
    private Task FillAsync(Organization company, int people) =>
        town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var there = await db.People.OrderBy(person => person.Id).AsTracking().ToListAsync();
                for (var number = there.Count; number < people; number++)
                {
                    db.Add(
                        new Person
                        {
                            OrganizationId = company.Id,
                            Name = $"Person {number}",
                            CreatedAt = Now,
                        }
                    );
                }
                foreach (var (index, person) in there.Index())
                {
                    if (index < people)
                    {
                        person.Reactivate();
                    }
                    else
                    {
                        person.Deactivate(Now);
                    }
                }
                await db.SaveChangesAsync();
            }
        );

    private Task SubscribeAsync(
        Organization company,
        string status,
        int seats,
        string price = "facerek_team_month_v1"
    ) =>
        town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var subscription =
                    await db.Subscriptions.AsTracking().SingleOrDefaultAsync()
                    ?? db.Add(
                        new Subscription { OrganizationId = company.Id, StripeId = $"sub_{company.Slug}" }
                    ).Entity;
                subscription.Apply(
                    new SubscriptionSnapshot(subscription.StripeId, "si_1", status, price, seats, Now)
                    {
                        UnpaidSince = status == SubscriptionStatus.PastDue ? Now : null,
                        EndReason = "payment_failed",
                        EndedAt = status == SubscriptionStatus.Canceled ? Now : null,
                    },
                    Now
                );
                await db.SaveChangesAsync();
            }
        );

    private Task WriteAsync(Organization company, params BillingEmail[] messages) =>
        town.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                db.AddRange(messages.Cast<object>());
                await db.SaveChangesAsync();
            }
        );

    private Task<int> PostAsync(Organization company, int attempts) =>
        town.App.InAsync(
            company,
            async services =>
            {
                await services.GetRequiredService<BillingEmailSender>().RunAsync(attempts, Whatever);
                return 0;
            }
        );

    private Task<int> DayAsync(Organization company) =>
        town.App.InAsync(
            company,
            async services =>
            {
                await services.GetRequiredService<DailySeatCount>().RunAsync(Whatever);
                return 0;
            }
        );

    private Task<T> ReadAsync<T>(Organization company, Func<FaceRekDb, Task<T>> read) =>
        town.App.InAsync(company, services => read(services.GetRequiredService<FaceRekDb>()));
}
