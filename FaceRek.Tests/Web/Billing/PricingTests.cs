using System.Net;
using FaceRek.Core.Billing.Plans;
using FaceRek.Tests.Web.SignIn;

namespace FaceRek.Tests.Web.Billing;

public sealed class PricingTests(FrontPages pages) : IClassFixture<FrontPages>
{
    [Fact]
    public async Task The_prices_are_those_of_the_plans_for_as_many_people_as_one_asks()
    {
        using var client = pages.App.NewClient();
        var html = WebUtility.HtmlDecode(
            await client.GetStringAsync(new Uri("/pricing?people=7&interval=year", UriKind.Relative))
        );
        Assert.All(PlanCatalogue.Offered, plan => Assert.Contains(plan.Name, html, StringComparison.Ordinal));
        Assert.Contains("€175.00 a year for 7 people", html, StringComparison.Ordinal);
        Assert.Contains("€35.00 less than paid monthly", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("7.5")]
    [InlineData("10001")]
    [InlineData("99999999999999999999")]
    [InlineData("<script>")]
    public async Task What_is_no_number_of_people_is_answered_in_words(string people)
    {
        using var client = pages.App.NewClient();
        using var answer = await client.Get($"/pricing?people={Uri.EscapeDataString(people)}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Enter a whole number from 1 to 10,000.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_and_the_contact_page_say_what_is_offered_and_for_how_much()
    {
        using var client = pages.App.NewClient();
        foreach (var path in new[] { "/", "/contact" })
        {
            var html = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
            Assert.All(
                PlanCatalogue.Offered.Where(plan => plan.IsPaid),
                plan =>
                    Assert.Contains(
                        plan.PriceBy(BillingInterval.Month)!.PerPerson.ToString(),
                        html,
                        StringComparison.Ordinal
                    )
            );
        }
    }
}
