using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Hooks;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRek.Tests.Core.Billing;

/// <summary>What owners can do about billing, with a stand-in for Stripe that keeps its own accounts.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public class BillingDesksTests(BillingFixture stage) : IClassFixture<BillingFixture>, IDisposable
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    private Guid Ada => stage.World.Ada.Id;

    public void Dispose() => stage.Stripe.Faults.Clear();

    [Fact]
    public async Task No_one_but_an_owner_decides_about_money()
    {
        await using var scope = stage.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentOrganization>().Enter(stage.World.Bakery, Role.Admin);
        BillingOutcome?[] outcomes =
        [
            await services.GetRequiredService<CheckoutDesk>().StartAsync("team", BillingInterval.Month, Ada, Whatever),
            await services.GetRequiredService<CheckoutDesk>().ReturnAsync(Ada, Whatever),
            await services.GetRequiredService<PortalDesk>().OpenAsync(Ada, Whatever),
            await services.GetRequiredService<PlanChangeDesk>().PreviewAsync("team", BillingInterval.Month, Whatever),
            await services.GetRequiredService<PlanChangeDesk>().ConfirmAsync(Guid.CreateVersion7(), Ada, Whatever),
            await services.GetRequiredService<CancellationDesk>().CancelAsync(Ada, Whatever),
            await services.GetRequiredService<CancellationDesk>().ResumeAsync(Ada, Whatever),
            await services.GetRequiredService<CancellationDesk>().EndAtOnceAsync(Ada, Whatever),
            await services.GetRequiredService<InvoiceDesk>().OpenAsync(Guid.CreateVersion7(), asPdf: false, Whatever),
        ];
        Assert.All(outcomes, outcome => Assert.IsType<BillingOutcome.NotAllowed>(outcome));
        Assert.IsType<ClosingOutcome.NotAllowed>(
            await services.GetRequiredService<ClosingDesk>().CloseAsync(stage.World.Bakery.Name, Ada, Whatever)
        );
    }

    [Theory]
    [InlineData("price_1")]
    [InlineData("facerek_team_month_v1")]
    [InlineData("free")]
    [InlineData("trial")]
    [InlineData(null)]
    public async Task Only_the_names_of_plans_on_sale_are_understood(string? plan)
    {
        var outcome = await stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            stage.World.Bakery,
            desk => desk.StartAsync(plan, BillingInterval.Month, Ada, Whatever)
        );
        Assert.IsType<BillingOutcome.NoSuchPlan>(outcome);
    }

    [Fact]
    public async Task The_checkout_is_for_as_many_as_there_are_and_leads_back_to_the_address_in_the_settings()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            company,
            desk => desk.StartAsync("team", BillingInterval.Year, Ada, Whatever)
        );
        var session = Assert.Single(await stage.AtStripeAsync(company, "checkout.session"));
        Assert.StartsWith(
            stage.App.Address.AbsoluteUri + company.Slug,
            session.Text("success_url"),
            StringComparison.Ordinal
        );
        Assert.Equal(7 * 2500, session.Whole("amount_total"));
    }

    [Fact]
    public async Task Coming_back_without_paying_grants_nothing_whatever_the_address_says()
    {
        var (payer, claimant) = (await stage.NewCompanyAsync(7), await stage.NewCompanyAsync(7));
        await stage.BuyAsync(payer);
        var paid = (await stage.AtStripeAsync(payer, "checkout.session"))[0].Id();
        await stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            claimant,
            desk => desk.StartAsync("team", BillingInterval.Month, Ada, Whatever)
        );
        using var ada = await stage.World.ClientOfAsync(stage.World.Ada);
        using var answer = await ada.GetAsync(
            new Uri($"/{claimant.Slug}/billing/return?session_id={paid}&status=complete", UriKind.Relative)
        );
        Assert.StartsWith(
            $"/{claimant.Slug}/billing?",
            answer.Headers.Location?.OriginalString,
            StringComparison.Ordinal
        );
        Assert.Equal(AccessReason.Trial, (await stage.AccessAsync(claimant)).Reason);
    }

    [Fact]
    public async Task Cancelling_keeps_what_is_paid_and_can_be_taken_back_wherever_it_was_done()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        Assert.IsType<BillingOutcome.Done>(
            await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(company, desk => desk.CancelAsync(Ada, Whatever))
        );
        Assert.Equal(
            (AccessReason.SubscribedUntilEnd, false),
            ((await stage.AccessAsync(company)).Reason, (await stage.AccessAsync(company)).IsReadOnly)
        );
        Assert.IsType<BillingOutcome.Done>(
            await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(company, desk => desk.ResumeAsync(Ada, Whatever))
        );
        Assert.Equal(AccessReason.Subscribed, (await stage.AccessAsync(company)).Reason);

        var portal = Assert.IsType<BillingOutcome.GoTo>(
            await stage.AsOwnerAsync<PortalDesk, BillingOutcome>(company, desk => desk.OpenAsync(Ada, Whatever))
        );
        await stage.Buyer.PressAsync(
            portal.Address.AbsoluteUri,
            "cancel",
            card: null,
            ("subscription", (await stage.AtStripeAsync(company, "subscription")).Single().Id())
        );
        await stage.SettleAsync();
        Assert.Equal(AccessReason.SubscribedUntilEnd, (await stage.AccessAsync(company)).Reason);
        Assert.IsType<BillingOutcome.Done>(
            await stage.AsOwnerAsync<CancellationDesk, BillingOutcome>(company, desk => desk.ResumeAsync(Ada, Whatever))
        );
        Assert.Equal(AccessReason.Subscribed, (await stage.AccessAsync(company)).Reason);
    }

    [Fact]
    public async Task A_change_of_plan_costs_what_was_shown_and_is_on_record_with_before_and_after()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        Assert.IsType<WebhookOutcome.Drawn>(
            await stage.AsOwnerAsync<WebhookDesk, WebhookOutcome>(
                company,
                desk => desk.AddAsync("https://1.1.1.1/hooks", [WebhookEvent.SubscriptionChanged], Whatever)
            )
        );
        await stage.AdvanceAsync(TimeSpan.FromDays(10));
        Assert.IsType<BillingOutcome.SamePlan>(await PreviewAsync(company, "team"));
        var change = Assert.IsType<BillingOutcome.Shown>(await PreviewAsync(company, "business")).Change;
        await stage.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.IsType<BillingOutcome.Done>(await ConfirmAsync(company, change.Id));
        Assert.Equal(PlanCatalogue.Business, (await stage.AccessAsync(company)).Plan);
        Assert.Equal(change.DueMinor, (await stage.AtStripeAsync(company, "invoice"))[0].Whole("total"));
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                var line = await db
                    .AuditEntries.OrderByDescending(entry => entry.Id)
                    .FirstAsync(entry => entry.What == "subscription.changed");
                Assert.Equal(Ada, line.ByUserId);
                Assert.StartsWith("facerek_team_month_v1 for 7, active", line.Before, StringComparison.Ordinal);
                Assert.StartsWith("facerek_business_month_v1 for 7, active", line.After, StringComparison.Ordinal);
                var told = await db
                    .WebhookDeliveries.OrderByDescending(row => row.CreatedAt)
                    .ThenByDescending(row => row.Id)
                    .FirstAsync();
                Assert.Equal(WebhookEvent.SubscriptionChanged, told.Type);
                Assert.Contains("\"plan\":\"business\"", told.Body, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task An_amount_that_was_shown_long_ago_or_to_someone_else_changes_nothing()
    {
        var (company, other) = (await stage.NewCompanyAsync(7), await stage.NewCompanyAsync(7));
        await stage.BuyAsync(company);
        await stage.BuyAsync(other);
        var change = Assert.IsType<BillingOutcome.Shown>(await PreviewAsync(company, "business")).Change;
        Assert.IsType<BillingOutcome.TooOld>(await ConfirmAsync(other, change.Id));
        await stage.AdvanceAsync(PlanChange.Lifetime);
        Assert.IsType<BillingOutcome.TooOld>(await ConfirmAsync(company, change.Id));
        Assert.Equal(
            (PlanCatalogue.Team, PlanCatalogue.Team),
            ((await stage.AccessAsync(company)).Plan, (await stage.AccessAsync(other)).Plan)
        );
    }

    [Fact]
    public async Task An_upgrade_grants_nothing_before_it_is_paid()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.Buyer.ReplaceCardAsync(await stage.CustomerIdAsync(company), Card.DecliningLater);
        var change = Assert.IsType<BillingOutcome.Shown>(await PreviewAsync(company, "business")).Change;
        var asked = Assert.IsType<BillingOutcome.PaymentNeeded>(await ConfirmAsync(company, change.Id));
        await stage.SettleAsync();
        Assert.Equal(PlanCatalogue.Team, (await stage.AccessAsync(company)).Plan);
        await stage.Buyer.PressAsync(asked.Address!.AbsoluteUri, "pay", Card.Good);
        await stage.SettleAsync();
        Assert.Equal(PlanCatalogue.Business, (await stage.AccessAsync(company)).Plan);
    }

    [Fact]
    public async Task A_failed_renewal_is_written_about_once_an_attempt_and_an_end_once()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.Buyer.ReplaceCardAsync(await stage.CustomerIdAsync(company), Card.DecliningLater);
        using (stage.Stripe.Webhooks.While(HookFault.Duplicate))
        {
            await stage.AdvanceAsync(TimeSpan.FromDays(32));
            await stage.AdvanceAsync(TimeSpan.FromHours(2));
        }
        var attempts = (await stage.AtStripeAsync(company, "invoice"))[0].Whole("attempt_count");
        await Eventually.HoldsAsync(async () => LettersAbout(company, "failed") == attempts && await IsSilentAsync());
        Assert.Contains(
            "Everything works until",
            stage
                .App.Mail.Emails.First(message =>
                    message.Subject.Contains($"{company.Name} failed", StringComparison.Ordinal)
                )
                .Body,
            StringComparison.Ordinal
        );

        await stage.Buyer.Api.Subscriptions.CancelAsync(
            (await stage.AtStripeAsync(company, "subscription")).Single().Id()
        );
        await stage.SettleAsync();
        await Eventually.HoldsAsync(async () => LettersAbout(company, "has ended") == 1 && await IsSilentAsync());
    }

    [Fact]
    public async Task The_end_of_a_trial_is_announced_once_three_days_before()
    {
        var company = await stage.NewCompanyAsync(7);
        await CountDayAsync();
        Assert.Equal(0, LettersAbout(company, "trial"));
        await stage.AdvanceAsync(PlanCatalogue.TrialLength - DailySeatCount.Notice);
        await CountDayAsync();
        await CountDayAsync();
        await Eventually.HoldsAsync(async () => LettersAbout(company, "trial") == 1 && await IsSilentAsync());
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
                Assert.Contains(
                    await db.SeatDays.ToListAsync(),
                    day => day is { Used: 7, Paid: null, PlanCode: "trial" }
                )
        );
    }

    [Fact]
    public async Task Events_that_were_lost_are_made_up_for_by_the_nightly_round()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        using (stage.Stripe.Webhooks.While(HookFault.Drop))
        {
            await stage.Buyer.Api.Subscriptions.CancelAsync(
                (await stage.AtStripeAsync(company, "subscription")).Single().Id()
            );
        }
        await stage.Stripe.Webhooks.IdleAsync();
        Assert.Equal(AccessReason.Subscribed, (await stage.AccessAsync(company)).Reason);
        await stage.AdvanceAsync(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(async () =>
            (await stage.AccessAsync(company)).Reason == AccessReason.TooManyForFree
        );
    }

    [Fact]
    public async Task Events_that_were_lost_while_the_server_was_down_are_made_up_for_at_the_start()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        using (stage.Stripe.Webhooks.While(HookFault.Drop))
        {
            await stage.Buyer.Api.Subscriptions.CancelAsync(
                (await stage.AtStripeAsync(company, "subscription")).Single().Id()
            );
        }
        await stage.Stripe.Webhooks.IdleAsync();
        var atStart = RecurringJobs.All.Single(job => job.Type == typeof(ReconciliationJob));
        Assert.True(atStart.IsDueAtStart);
        using var started = new RecurringJobHost(
            atStart,
            (IRecurringJob)ActivatorUtilities.CreateInstance(stage.App.Services, atStart.Type),
            stage.App.Clock,
            NullLogger<RecurringJobHost>.Instance
        );
        await started.StartAsync(Whatever);
        await Eventually.HoldsAsync(async () =>
            (await stage.AccessAsync(company)).Reason == AccessReason.TooManyForFree
        );
        await started.StopAsync(Whatever);
    }

    [Fact]
    public async Task Many_who_work_on_the_same_message_ask_Stripe_once()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        var (customer, subscription) = (
            await stage.CustomerIdAsync(company),
            (await stage.AtStripeAsync(company, "subscription")).Single()
        );
        var before = Readings();
        await stage.Stripe.DoAsync(account =>
        {
            account.Books.Change(
                subscription,
                "customer.subscription.updated",
                changed => changed["metadata"]!["seen"] = "1"
            );
            return 0;
        });
        await stage.Stripe.Webhooks.IdleAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(() => stage.App.Services.GetRequiredService<StripeEventWorker>().RunAsync(Whatever))
                )
        );
        await stage.SettleAsync();
        Assert.Equal(before + 1, Readings());

        int Readings() =>
            stage.Stripe.Api.Requests.Count(request =>
                request is { Method: "GET", Path: "/v1/subscriptions" } && request.Text("customer") == customer
            );
    }

    [Fact]
    public async Task Invoices_payments_and_refunds_are_mirrored_and_open_for_their_own_owners_only()
    {
        var (company, other) = (await stage.NewCompanyAsync(7), await stage.NewCompanyAsync(7));
        await stage.BuyAsync(company);
        var charge = (await stage.AtStripeAsync(company, "charge")).Single().Id();
        await stage.Buyer.Api.Refunds.CreateAsync(
            new global::Stripe.RefundCreateOptions { Charge = charge, Amount = 500 }
        );
        await stage.SettleAsync();
        var invoice = await stage.App.InAsync(
            company,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                var payments = await db.Payments.OrderBy(payment => payment.IsRefund).ToListAsync();
                Assert.Equal(
                    [(false, 1750L, true), (true, 500L, true)],
                    payments.Select(payment => (payment.IsRefund, payment.Amount, payment.HasSucceeded))
                );
                var mirrored = await db.Invoices.SingleAsync();
                Assert.Equal(
                    (InvoiceStatus.Paid, 1750L, payments[0].InvoiceId),
                    (mirrored.Status, mirrored.Total, mirrored.StripeId)
                );
                Assert.Contains(await db.AuditEntries.ToListAsync(), line => line.What == "payment.refunded");
                return mirrored;
            }
        );
        Assert.Null(
            await stage.AsOwnerAsync<InvoiceDesk, BillingOutcome?>(
                other,
                desk => desk.OpenAsync(invoice.Id, asPdf: false, Whatever)
            )
        );
        Assert.IsType<BillingOutcome.GoTo>(
            await stage.AsOwnerAsync<InvoiceDesk, BillingOutcome?>(
                company,
                desk => desk.OpenAsync(invoice.Id, asPdf: true, Whatever)
            )
        );
    }

    [Fact]
    public async Task Removing_the_customer_at_Stripe_removes_nothing_here()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.Buyer.Api.Customers.DeleteAsync(await stage.CustomerIdAsync(company));
        await stage.SettleAsync();
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
            {
                Assert.True((await db.BillingAccounts.SingleAsync()).IsDetached);
                Assert.Equal((7, 1), (await db.People.CountAsync(), await db.Invoices.CountAsync()));
            }
        );
        Assert.Equal(AccessReason.TooManyForFree, (await stage.AccessAsync(company)).Reason);
        // A new customer is created for a new purchase.
        await stage.BuyAsync(company);
        Assert.Equal(AccessReason.Subscribed, (await stage.AccessAsync(company)).Reason);
    }

    [Fact]
    public async Task An_organization_is_deleted_only_after_its_subscription_and_deletes_no_other()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        Assert.IsType<ClosingOutcome.OtherName>(await CloseAsync(company, "Company"));
        stage.Stripe.Faults.Next(
            "DELETE",
            "/v1/subscriptions/",
            WireFault.AbortBeforeWrite,
            WireFault.AbortBeforeWrite,
            WireFault.AbortBeforeWrite
        );
        Assert.IsType<ClosingOutcome.StillSubscribed>(await CloseAsync(company, company.Name));
        await stage.App.InAsync(company, async (FaceRekDb db) => Assert.Equal(7, await db.People.CountAsync()));

        var atStripe = (await stage.AtStripeAsync(company, "subscription")).Single();
        Assert.IsType<ClosingOutcome.Closed>(await CloseAsync(company, company.Name));
        Assert.Equal("canceled", atStripe.Text("status"));
        await stage.SettleAsync();
        await stage.App.InAsync(
            company,
            async (FaceRekDb db) =>
                Assert.Equal(
                    (0, 0, 0),
                    (
                        await db.Organizations.CountAsync(row => row.Id == company.Id),
                        await db.People.CountAsync(),
                        await db.Subscriptions.CountAsync()
                    )
                )
        );
        await stage.App.InAsync(
            stage.World.Bakery,
            async (FaceRekDb db) => Assert.Equal(1, await db.People.CountAsync())
        );
    }

    private Task<BillingOutcome> PreviewAsync(Organization company, string plan) =>
        stage.AsOwnerAsync<PlanChangeDesk, BillingOutcome>(
            company,
            desk => desk.PreviewAsync(plan, BillingInterval.Month, Whatever)
        );

    private Task<BillingOutcome> ConfirmAsync(Organization company, Guid changeId) =>
        stage.AsOwnerAsync<PlanChangeDesk, BillingOutcome>(company, desk => desk.ConfirmAsync(changeId, Ada, Whatever));

    private Task<ClosingOutcome> CloseAsync(Organization company, string typed) =>
        stage.AsOwnerAsync<ClosingDesk, ClosingOutcome>(company, desk => desk.CloseAsync(typed, Ada, Whatever));

    private async Task CountDayAsync()
    {
        var rounds = stage.App.Services.GetRequiredService<BillingReconciliation>();
        await rounds.CountDayAsync(Whatever);
        await rounds.SendEmailsAsync(BillingEmailSender.MaxAttempts, Whatever);
    }

    private long LettersAbout(Organization company, string word) =>
        stage.App.Mail.Emails.Count(message =>
            message.Subject.Contains(company.Name, StringComparison.Ordinal)
            && message.Subject.Contains(word, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>No email is pending, so none can arrive after the count.</summary>
    private async Task<bool> IsSilentAsync()
    {
        await stage
            .App.Services.GetRequiredService<BillingReconciliation>()
            .SendEmailsAsync(BillingEmailSender.MaxAttempts, Whatever);
        await using var scope = stage.App.Services.CreateAsyncScope();
        return !await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .OfEveryOrganization<BillingEmail>()
            .AnyAsync(told => told.SentAt == null);
    }
}
