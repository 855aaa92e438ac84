using Bunit;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Web.Components.Billing;

namespace FaceRek.Tests.Components.Billing;

public sealed class PlanPickerTests : IDisposable
{
    private readonly BunitContext bunit = new BunitContext().WithBillingWords();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void Each_plan_says_its_price_its_total_and_what_it_adds()
    {
        var picker = Render(Offers(12, BillingInterval.Year));
        Assert.Equal(["Free", "Team", "Business"], picker.FindAll("h2").Select(title => title.TextContent));
        Assert.Contains("€25.00", picker.Find("[data-plan=team]").TextContent, StringComparison.Ordinal);
        Assert.Equal("€300.00 a year for 12 people", picker.Find("[data-plan=team] [data-total]").TextContent);
        Assert.Contains(
            "€60.00 less than paid monthly",
            picker.Find("[data-plan=team]").TextContent,
            StringComparison.Ordinal
        );
        // Business does not repeat what Team has.
        var lines = picker.FindAll("[data-plan=business] li").Select(line => line.TextContent);
        Assert.Equal(["Everything in Team, and", "Unlimited people", "Unlimited sites", "REST API", "Webhooks"], lines);
    }

    [Fact]
    public void A_plan_that_is_too_small_says_so()
    {
        Assert.Contains(
            "Too small for 6 people",
            Render(Offers(6, BillingInterval.Month)).Find("[data-plan=free]").TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Not for", Render(Offers(5, BillingInterval.Month)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_one_has_is_marked_and_has_no_button_and_an_obstacle_stands_in_the_place_of_one()
    {
        var offers = Offers(7, BillingInterval.Month);
        var picker = Render([
            offers[0] with
            {
                Obstacle = "You have 7 people.",
            },
            offers[1] with
            {
                IsCurrent = true,
                Path = null,
            },
            offers[2],
        ]);
        Assert.Equal("You have 7 people.", picker.Find("[data-plan=free] .plan__foot").TextContent);
        Assert.Equal("Your plan", picker.Find("[data-plan=team] .badge").TextContent);
        Assert.Equal("/go/business", Assert.Single(picker.FindAll("a.button")).GetAttribute("href"));
    }

    [Fact]
    public void One_plan_is_suggested()
    {
        var offers = Offers(3, BillingInterval.Month);
        var picker = Render([offers[0] with { IsSuggested = true }, offers[1], offers[2]]);
        Assert.Equal("/go/free", Assert.Single(picker.FindAll("a.button--primary")).GetAttribute("href"));
    }

    [Fact]
    public void The_table_of_all_plans_has_a_line_for_every_feature()
    {
        var table = bunit.Render<PlanTable>();
        var says = new PlanText(bunit.Words());
        Assert.All(
            Enum.GetValues<Feature>(),
            feature => Assert.Contains(says.Of(feature), table.Markup, StringComparison.Ordinal)
        );
        Assert.All(
            table.FindAll("tbody tr"),
            row => Assert.Equal(1 + PlanCatalogue.Offered.Count, row.Children.Length)
        );
    }

    private static List<PlanOffer> Offers(int people, BillingInterval interval) =>
        [
            .. PlanCatalogue.Offered.Select(plan => new PlanOffer(
                new SeatQuote(plan, interval, people),
                $"/go/{plan.Code}",
                plan.Name
            )),
        ];

    private IRenderedComponent<PlanPicker> Render(IReadOnlyList<PlanOffer> offers) =>
        bunit.Render<PlanPicker>(with => with.Add(p => p.Offers, offers));
}
