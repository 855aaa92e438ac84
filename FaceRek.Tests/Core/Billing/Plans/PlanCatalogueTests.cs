using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;

namespace FaceRek.Tests.Core.Billing.Plans;

public sealed class PlanCatalogueTests
{
    [Fact]
    public void Each_version_of_a_plan_and_each_price_is_there_once()
    {
        Assert.Distinct(PlanCatalogue.All.Select(plan => (plan.Code, plan.Version)));
        Assert.Distinct(PlanCatalogue.All.SelectMany(plan => plan.Prices).Select(price => price.LookupKey));
        Assert.All(
            PlanCatalogue.All.Where(plan => plan.IsPaid),
            plan => Assert.Equal(Enum.GetValues<BillingInterval>(), plan.Prices.Select(price => price.Interval))
        );
        Assert.All(PlanCatalogue.Offered, plan => Assert.Contains(plan, PlanCatalogue.All));
    }

    [Fact]
    public void A_larger_plan_includes_no_less()
    {
        foreach (var (less, more) in PlanCatalogue.Offered.Zip(PlanCatalogue.Offered.Skip(1)))
        {
            Assert.Subset(more.Features.ToHashSet(), less.Features.ToHashSet());
            Assert.True((more.MaxPeople ?? int.MaxValue) >= (less.MaxPeople ?? int.MaxValue));
            Assert.True((more.MaxSites ?? int.MaxValue) >= (less.MaxSites ?? int.MaxValue));
            Assert.All(
                Enum.GetValues<BillingInterval>(),
                interval => Assert.True(Price(more, interval) > Price(less, interval))
            );
        }
    }

    [Fact]
    public void What_is_sold_today_carries_the_prices_that_were_published()
    {
        // These may have been bought: another price needs another version with another key.
        Assert.Equal(
            [
                ("facerek_team_month_v1", 250),
                ("facerek_team_year_v1", 2500),
                ("facerek_business_month_v1", 450),
                ("facerek_business_year_v1", 4500),
            ],
            PlanCatalogue
                .All.Where(plan => plan is { IsPaid: true, Version: 1 })
                .SelectMany(plan => plan.Prices)
                .Select(price => (price.LookupKey, price.PerPerson.Minor))
        );
    }

    [Fact]
    public void A_price_is_found_by_its_key_and_a_plan_by_its_name()
    {
        Assert.Equal(
            (PlanCatalogue.Business, BillingInterval.Year),
            PlanCatalogue.FindByLookupKey("facerek_business_year_v1") is { } found
                ? (found.Plan, found.Price.Interval)
                : default
        );
        Assert.Null(PlanCatalogue.FindByLookupKey("facerek_business_year_v0"));
        Assert.Null(PlanCatalogue.FindByLookupKey(null));
        Assert.Same(PlanCatalogue.Trial, PlanCatalogue.Find("trial", 1));
        Assert.Null(PlanCatalogue.Find("trial", 2));
        // A trial cannot be bought.
        Assert.Null(PlanCatalogue.FindOffered("trial"));
    }

    [Theory]
    [InlineData("team", BillingInterval.Month, 7, 1750, 0)]
    [InlineData("team", BillingInterval.Year, 7, 17500, 3500)]
    [InlineData("business", BillingInterval.Year, 10_000, 45_000_000, 9_000_000)]
    [InlineData("free", BillingInterval.Year, 5, 0, 0)]
    public void A_quote_multiplies_and_says_what_a_year_at_once_saves(
        string plan,
        BillingInterval interval,
        int people,
        long total,
        long saved
    )
    {
        var quote = new SeatQuote(PlanCatalogue.FindOffered(plan)!, interval, people);
        Assert.Equal((total, saved, true), (quote.Total.Minor, quote.Saved.Minor, quote.Fits));
    }

    [Fact]
    public void Six_people_do_not_fit_the_free_plan() =>
        Assert.False(new SeatQuote(PlanCatalogue.Free, BillingInterval.Month, 6).Fits);

    private static long Price(Plan plan, BillingInterval interval) => plan.PriceBy(interval)?.PerPerson.Minor ?? 0;
}
