using Bunit;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Web.Components.Billing;

namespace FaceRek.Tests.Components.Billing;

public sealed class SubscriptionCardTests : IDisposable
{
    private readonly BunitContext bunit = new BunitContext().WithBillingWords();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void In_the_trial_it_says_until_when_and_offers_the_plans()
    {
        var card = Render(Standings.Without(seats: 12, trialLeft: 9));
        AssertSays(card, SubscriptionState.Trial, "Trial", "Your trial runs until 4 December 2026", "12 of 50");
        AssertLeadsTo(card, "/bakery/billing/choose");
    }

    [Fact]
    public void After_the_trial_few_people_are_on_free()
    {
        var card = Render(Standings.Without(seats: 5, trialLeft: -1));
        AssertSays(card, SubscriptionState.Free, "Free", "You are on Free", "5 of 5");
        AssertLeadsTo(card, "/bakery/billing/choose");
    }

    [Fact]
    public void After_the_trial_too_many_are_read_only_and_told_how_many_too_many()
    {
        var card = Render(Standings.Without(seats: 12, trialLeft: -1));
        AssertSays(
            card,
            SubscriptionState.OverLimit,
            "Read-only",
            "12 people are more than Free includes",
            "deactivate 7 people"
        );
        Assert.Contains("Check-ins are recorded and nothing is deleted", card.Markup, StringComparison.Ordinal);
        AssertLeadsTo(card, "/bakery/billing/choose", "/bakery/people?status=active");
    }

    [Fact]
    public void Active_it_says_what_is_paid_and_when_next()
    {
        var card = Render(Standings.With(SubscriptionStatus.Active));
        AssertSays(card, SubscriptionState.Active, "Active", "You are on Team", "€30.00 a month for 12 people");
        Assert.Contains("15 December 2026", card.Find("time").TextContent, StringComparison.Ordinal);
        AssertLeadsTo(card, "/bakery/billing/change", "form:portal", "/bakery/billing/cancel");
    }

    [Fact]
    public void Active_with_collection_paused_by_us_says_so() =>
        Assert.Contains(
            "We have paused payments",
            Render(Standings.With(SubscriptionStatus.Active, told: s => s with { IsCollectionPaused = true })).Markup,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_cancelled_subscription_runs_to_its_end_and_can_be_resumed()
    {
        var card = Render(
            Standings.With(
                SubscriptionStatus.Active,
                told: s => s with { CancelAt = Standings.PeriodEnd, CancelsAtPeriodEnd = true }
            )
        );
        AssertSays(
            card,
            SubscriptionState.Ending,
            "Ends",
            "Team ends on 15 December 2026",
            "Free is for up to 5 people, and you have 12"
        );
        AssertLeadsTo(card, "form:resume", "form:portal");
        Assert.Equal("Keep Team", card.Find("[form=resume]").TextContent);
    }

    [Fact]
    public void Past_due_everything_works_until_the_grace_is_over()
    {
        var card = Render(Standings.With(SubscriptionStatus.PastDue, isOverdue: true));
        AssertSays(
            card,
            SubscriptionState.PastDue,
            "Payment failed",
            "everything works until 9 December 2026",
            "We try again automatically"
        );
        Assert.StartsWith(
            "/bakery/billing/invoice/",
            card.Find("a.button--primary").GetAttribute("href"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void After_the_grace_it_is_read_only_until_the_invoice_is_paid()
    {
        var card = Render(
            Standings.With(SubscriptionStatus.PastDue, syncedAt: Standings.Now.AddDays(-15), isOverdue: true)
        );
        AssertSays(
            card,
            SubscriptionState.GraceOver,
            "Read-only",
            "Read-only until the open invoice is paid",
            "Check-ins, reports and exports work"
        );
        Assert.StartsWith(
            "/bakery/billing/invoice/",
            card.Find("a.button--primary").GetAttribute("href"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Unpaid_without_an_invoice_at_hand_leads_to_the_portal()
    {
        var card = Render(Standings.With(SubscriptionStatus.Unpaid));
        AssertSays(
            card,
            SubscriptionState.Unpaid,
            "Read-only",
            "Read-only until the open invoice is paid",
            "Check-ins, reports and exports work"
        );
        Assert.Equal("portal", card.Find("button.button--primary").GetAttribute("form"));
    }

    [Fact]
    public void Paused_asks_for_a_way_to_pay()
    {
        var card = Render(Standings.With(SubscriptionStatus.Paused));
        AssertSays(card, SubscriptionState.Paused, "Paused", "Team is paused", "Add a payment method");
        AssertLeadsTo(card, "form:portal");
    }

    [Fact]
    public void An_unfinished_first_payment_can_be_finished_or_begun_again()
    {
        var card = Render(Standings.With(SubscriptionStatus.Incomplete, seats: 4));
        AssertSays(
            card,
            SubscriptionState.Incomplete,
            "Not finished",
            "The first payment is not finished",
            "You have not been charged yet"
        );
        AssertLeadsTo(card, "/bakery/billing/transactions", "/bakery/billing/choose");
    }

    [Theory]
    [InlineData(4, "You are on Free, for up to 5 people.")]
    [InlineData(12, "12 people are more than Free includes")]
    public void Ended_it_says_since_when_and_what_holds_now(int seats, string said)
    {
        var card = Render(
            Standings.With(
                SubscriptionStatus.Canceled,
                seats,
                told: s => s with { EndedAt = Standings.Now.AddDays(-3), EndReason = "cancellation_requested" }
            )
        );
        AssertSays(card, SubscriptionState.Ended, "Ended", "Your subscription ended on 22 November 2026", said);
        Assert.Equal("/bakery/billing/choose", card.Find("a.button--primary").GetAttribute("href"));
    }

    [Fact]
    public void Ended_for_want_of_payment_the_invoice_comes_first()
    {
        var card = Render(
            Standings.With(
                SubscriptionStatus.Canceled,
                isOverdue: true,
                owes: true,
                told: s => s with { EndedAt = Standings.Now, EndReason = "payment_failed" }
            )
        );
        Assert.Contains("Pay it first, then choose a plan", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(card.FindAll("a"), link => link.GetAttribute("href") == "/bakery/billing/choose");
    }

    [Theory]
    [InlineData(12, 9)]
    [InlineData(4, -1)]
    [InlineData(12, -1)]
    public void Without_keys_it_says_so_and_offers_nothing_to_buy(int seats, int trialLeft)
    {
        var card = Render(Standings.Without(seats, trialLeft, isConfigured: false));
        Assert.Contains("Billing is not configured on this server", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "choose",
            string.Concat(card.FindAll("a").Select(link => link.GetAttribute("href"))),
            StringComparison.Ordinal
        );
        Assert.Empty(card.FindAll("button"));
    }

    [Fact]
    public void A_change_that_waits_for_its_payment_is_told_and_grants_nothing()
    {
        var card = Render(
            Standings.With(SubscriptionStatus.Active, told: s => s with { PendingUntil = Standings.Now.AddHours(23) })
        );
        Assert.Contains("is waiting for payment until 26 November 2026", card.Markup, StringComparison.Ordinal);
        Assert.Contains("You are on Team", card.Markup, StringComparison.Ordinal);
    }

    private static void AssertSays(
        IRenderedComponent<SubscriptionCard> card,
        SubscriptionState state,
        string badge,
        string title,
        string more
    )
    {
        Assert.Equal(state.ToString(), card.Find("section").GetAttribute("data-state"));
        Assert.Equal(badge, card.Find(".badge").TextContent);
        Assert.Contains(title, card.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains(more, card.Find("section").TextContent, StringComparison.Ordinal);
    }

    private static void AssertLeadsTo(IRenderedComponent<SubscriptionCard> card, params string[] where) =>
        Assert.Equal(
            where,
            card.FindAll(".button")
                .Select(button => button.GetAttribute("href") ?? $"form:{button.GetAttribute("form")}")
        );

    private IRenderedComponent<SubscriptionCard> Render(SubscriptionOverview standing) =>
        bunit.Render<SubscriptionCard>(with =>
            with.Add(c => c.Standing, standing)
                .Add(c => c.Organization, Standings.Bakery)
                .Add(c => c.Folder, "/bakery/billing")
        );
}
