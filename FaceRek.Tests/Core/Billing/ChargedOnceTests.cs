using System.Net;
using System.Text.Json.Nodes;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Hooks;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Core.Billing;

/// <summary>Whatever fails between us and Stripe, the customer is charged once, and another attempt succeeds.</summary>
public sealed class ChargedOnceTests(BillingFixture stage) : IClassFixture<BillingFixture>, IDisposable
{
    private static readonly CancellationToken Whatever = CancellationToken.None;

    public void Dispose() => stage.Stripe.Faults.Clear();

    public static TheoryData<WireFault> All => [.. Enum.GetValues<WireFault>().Except([WireFault.Slow])];

    /// <summary>Two that leave the work done, and one that does not.</summary>
    public static TheoryData<WireFault> Worst =>
        [WireFault.ErrorAfterWrite, WireFault.AbortAfterWrite, WireFault.BadGateway, WireFault.TooMany];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_checkout_that_broke_is_tried_again_and_paid_once(WireFault fault)
    {
        var company = await stage.NewCompanyAsync(7);
        stage.Stripe.Faults.Next("POST", "/v1/customers", fault);
        stage.Stripe.Faults.Next("POST", "/v1/checkout/sessions", fault);
        await UntilItWorksAsync(() =>
            stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
                company,
                desk => desk.StartAsync("team", BillingInterval.Month, stage.World.Ada.Id, Whatever)
            )
        );
        await stage.BuyAsync(company);

        var charge = Assert.Single(await ChargesAsync(company));
        Assert.Single(stage.Stripe.Account.Books.Of("customer"), customer => customer.Is("name", company.Name));
        Assert.Equal(7 * 250, charge.Whole("amount"));
        Assert.Equal(AccessReason.Subscribed, (await stage.AccessAsync(company)).Reason);
    }

    [Theory]
    [MemberData(nameof(Worst))]
    public async Task A_change_of_plan_that_broke_is_charged_once(WireFault fault)
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        stage.Stripe.Faults.Next("POST", "/v1/subscriptions/", fault);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await ChangeAsync(company, "business") is BillingOutcome.Done or BillingOutcome.SamePlan)
            {
                break;
            }
            await stage.SettleAsync();
        }
        await stage.SettleAsync();
        Assert.Equal(2, (await ChargesAsync(company)).Count());
        Assert.Equal("business", (await stage.AccessAsync(company)).Plan.Code);
    }

    [Theory]
    [MemberData(nameof(Worst))]
    public async Task A_number_of_people_that_was_told_over_a_broken_line_is_told_once(WireFault fault)
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        await stage.FillAsync(company, 9);
        stage.Stripe.Faults.Next("POST", "/v1/subscriptions/", fault);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await stage.AsOwnerAsync<SeatSync, bool>(company, TellAsync);
            await stage.SettleAsync();
        }
        var subscription = Assert.Single(await stage.AtStripeAsync(company, "subscription"));
        Assert.Equal(9, subscription.Data("items").Single().Whole("quantity"));
        // The extra cost of nine, and the credit for seven: one pair waits for the next invoice.
        Assert.Equal(2, stage.Stripe.Account.Books.Note(subscription.Id())["pending"]!.AsArray().Count);
    }

    [Fact]
    public async Task Someone_who_presses_ten_times_at_once_gets_one_checkout()
    {
        var company = await stage.NewCompanyAsync(7);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
                        company,
                        desk => desk.StartAsync("team", BillingInterval.Month, stage.World.Ada.Id, Whatever)
                    )
                )
        );
        var addresses = outcomes.OfType<BillingOutcome.GoTo>().Select(go => go.Address).Distinct().ToArray();
        var address = Assert.Single(addresses);
        await stage.Buyer.PressAsync(address.AbsoluteUri, "pay");
        await stage.Buyer.PressAsync(address.AbsoluteUri, "pay");
        await stage.SettleAsync();
        Assert.Single(await ChargesAsync(company));
        Assert.Single(stage.Stripe.Account.Books.Of("customer"), customer => customer.Is("name", company.Name));
        var again = await stage.AsOwnerAsync<CheckoutDesk, BillingOutcome>(
            company,
            desk => desk.StartAsync("team", BillingInterval.Month, stage.World.Ada.Id, Whatever)
        );
        Assert.IsType<BillingOutcome.AlreadySubscribed>(again);
    }

    [Fact]
    public async Task Odd_deliveries_change_nothing_that_plain_ones_would_not()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        stage.Stripe.Webhooks.Next(HookFault.Duplicate);
        await stage.Buyer.ReplaceCardAsync(await stage.CustomerIdAsync(company), Card.DecliningLater);
        await stage.SettleAsync();
        var before = stage.Stripe.Webhooks.Deliveries.Count;
        // One for each event of the failed renewal. The two that tell of its end come last, and are understood: whatever
        // is not would be a lost event, which the nightly round makes up for.
        stage.Stripe.Webhooks.Next(
            HookFault.ForgedSignature,
            HookFault.StaleSignature,
            HookFault.Drop,
            HookFault.LiveMode,
            HookFault.UnknownType,
            HookFault.NullObject,
            HookFault.OlderVersion,
            HookFault.Concurrent
        );
        await stage.AdvanceAsync(TimeSpan.FromDays(32));
        await stage.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(AccessReason.PastDue, (await stage.AccessAsync(company)).Reason);
        Assert.Single(await ChargesAsync(company));
        var refused = stage
            .Stripe.Webhooks.Deliveries.Skip(before)
            .Where(delivery => !delivery.IsAccepted)
            .Select(delivery => delivery.Status);
        Assert.Equal([(int)HttpStatusCode.BadRequest, (int)HttpStatusCode.BadRequest], refused);
    }

    [Fact]
    public async Task A_slow_Stripe_is_given_up_and_the_page_says_so()
    {
        var company = await stage.NewCompanyAsync(7);
        await stage.BuyAsync(company);
        // One fault for each attempt of Stripe's own client would take too long; one broken connection each is equivalent for us.
        stage.Stripe.Faults.Next(
            "POST",
            "/v1/billing_portal/sessions",
            WireFault.AbortBeforeWrite,
            WireFault.AbortBeforeWrite,
            WireFault.AbortBeforeWrite
        );
        Assert.IsType<BillingOutcome.Unreachable>(
            await stage.AsOwnerAsync<PortalDesk, BillingOutcome>(
                company,
                desk => desk.OpenAsync(stage.World.Ada.Id, Whatever)
            )
        );
        Assert.IsType<BillingOutcome.GoTo>(
            await stage.AsOwnerAsync<PortalDesk, BillingOutcome>(
                company,
                desk => desk.OpenAsync(stage.World.Ada.Id, Whatever)
            )
        );
    }

    private async Task<IEnumerable<JsonObject>> ChargesAsync(Organization company) =>
        (await stage.AtStripeAsync(company, "charge")).Where(charge => charge.Is("status", "succeeded"));

    private async Task<BillingOutcome> ChangeAsync(Organization company, string plan)
    {
        var shown = await stage.AsOwnerAsync<PlanChangeDesk, BillingOutcome>(
            company,
            desk => desk.PreviewAsync(plan, BillingInterval.Month, Whatever)
        );
        return shown is BillingOutcome.Shown { Change: var change }
            ? await stage.AsOwnerAsync<PlanChangeDesk, BillingOutcome>(
                company,
                desk => desk.ConfirmAsync(change.Id, stage.World.Ada.Id, Whatever)
            )
            : shown;
    }

    private static async Task<bool> TellAsync(SeatSync seats)
    {
        try
        {
            await seats.RunAsync(Whatever);
        }
        catch (Exception exception) when (exception is global::Stripe.StripeException or HttpRequestException)
        {
            return false;
        }
        return true;
    }

    private static async Task UntilItWorksAsync(Func<Task<BillingOutcome>> purpose)
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            if (await purpose() is BillingOutcome.GoTo)
            {
                return;
            }
        }
        Assert.Fail("Four tries, and still no checkout.");
    }
}
