using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

/// <summary>A feature that the price table excludes from a plan cannot be started on it; one started on a larger plan continues.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class FeatureGateTests : IAsyncLifetime
{
    private static readonly ShiftDetails Day = new(
        "Day",
        new TimeOnly(9, 0),
        new TimeOnly(17, 0),
        false,
        WeekDays.Monday
    );

    private FaceRekApp app = null!;
    private World world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Free_has_no_keys_shifts_or_second_site_and_says_which_plan_has()
    {
        var key = Assert.IsType<ApiKeyOutcome.Created>(await NewKeyAsync());
        Assert.IsType<ShiftOutcome.Saved>(await NewShiftAsync());
        Assert.IsType<SiteOutcome.Done>(await NewSiteAsync("Mill"));
        app.Clock.Advance(PlanCatalogue.TrialLength);

        Assert.Equal(
            PlanCatalogue.Business,
            Assert
                .IsType<EntitlementDenial.NotIncluded>(
                    Assert.IsType<ApiKeyOutcome.NotEntitled>(await NewKeyAsync()).Obstacle
                )
                .Smallest
        );
        Assert.Equal(
            PlanCatalogue.Team,
            Assert
                .IsType<EntitlementDenial.NotIncluded>(
                    Assert.IsType<ShiftOutcome.NotEntitled>(await NewShiftAsync()).Obstacle
                )
                .Smallest
        );
        Assert.Equal(
            1,
            Assert
                .IsType<EntitlementDenial.SitesFull>(
                    Assert.IsType<SiteOutcome.NotEntitled>(await NewSiteAsync("Shop")).Obstacle
                )
                .Sites
        );
        Assert.NotNull(
            await app.InAsync(
                world.Bakery,
                services => services.GetRequiredService<ApiKeyDesk>().RecogniseAsync(key.Text, null, Cancellation)
            )
        );
    }

    [Fact]
    public async Task The_form_says_what_is_missing_and_what_to_do()
    {
        app.Clock.Advance(PlanCatalogue.TrialLength);
        using var admin = await world.ClientOfAsync(world.Ben);
        var answer = await admin.SubmitAsync(
            "/bakery/settings/webhooks/add",
            new() { ["Input.Url"] = "https://1.1.1.1/", ["Input.Events"] = "punch.recorded" }
        );
        Assert.Contains(
            "An owner can choose Business under Billing, which does.",
            await answer.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    private Task<ApiKeyOutcome> NewKeyAsync() =>
        app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ApiKeyDesk>()
                    .CreateAsync(new ApiKeyRequest("HR", [ApiScope.PeopleRead], [], null), world.Ben.Id, Cancellation)
        );

    private Task<ShiftOutcome> NewShiftAsync() =>
        app.InAsync(world.Bakery, services => services.GetRequiredService<ShiftDesk>().AddAsync(Day, Cancellation));

    private Task<SiteOutcome> NewSiteAsync(string name)
    {
        var details = (
            (SiteReading.Good)
                SiteDetails.Read(new SiteText(name, "Europe/London", null, LocationRule.Off, null, null, null, null))
        ).Details;
        return app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<SiteDesk>().AddAsync(details, Cancellation)
        );
    }
}
