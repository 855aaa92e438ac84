using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Billing;

/// <summary>A round continues after an organization that fails, and ends when Stripe is clearly down.</summary>
public sealed class PatienceTests(BillingFixture stage) : IClassFixture<BillingFixture>
{
    [Theory]
    [InlineData(4, 7)]
    [InlineData(5, 5)]
    public async Task Five_failures_in_a_row_end_a_round_and_four_do_not(int failures, int asked)
    {
        while (stage.Stripe.Account.Books.Of("customer").Count() < 7)
        {
            await stage.BuyAsync(await stage.NewCompanyAsync(2));
        }
        var before = Asked();
        stage.Stripe.Faults.Next("GET", "/v1/customers/", [.. Enumerable.Repeat(WireFault.TooMany, failures)]);
        await stage.App.Services.GetRequiredService<BillingReconciliation>().ReconcileAsync(CancellationToken.None);
        Assert.Equal(asked, Asked() - before);
    }

    [Fact]
    public async Task Many_organizations_that_cannot_be_read_do_not_mean_that_Stripe_is_down()
    {
        await stage.BuyAsync(await stage.NewCompanyAsync(2));
        for (var number = 1; number <= 6; number++)
        {
            var (mill, _) = await stage.App.AddMillAsync(number);
            await stage.App.InAsync(
                mill,
                async (FaceRekDb db) =>
                {
                    db.Add(new BillingAccount { OrganizationId = mill.Id, CustomerId = $"cus_mill_{number}" });
                    await db.SaveChangesAsync();
                }
            );
            await stage.App.BreakAsync(mill, Breakage.Row);
        }
        var before = Asked();
        await stage.App.Services.GetRequiredService<BillingReconciliation>().ReconcileAsync(CancellationToken.None);
        Assert.Equal(stage.Stripe.Account.Books.Of("customer").Count(), Asked() - before);
    }

    private int Asked() =>
        stage.Stripe.Api.Requests.Count(request =>
            request.Method == "GET" && request.Path.StartsWith("/v1/customers/", StringComparison.Ordinal)
        );
}
