using FaceRek.Core.Organizations;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.People.Recognition;

public sealed class RecognitionSettingsTests : IAsyncLifetime
{
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
    public async Task A_change_is_saved_for_its_organization_and_for_no_other()
    {
        var before = (await OfAsync(world.Bakery), await OfAsync(world.Harbour));
        var budget = RecognitionSettings.Budgets.First(one => one != before.Item1.Budget);

        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<RecognitionSettings>()
                    .ChangeAsync(budget, !before.Item1.KeepsCrops, Cancellation)
        );

        Assert.Equal((budget, !before.Item1.KeepsCrops), await OfAsync(world.Bakery));
        Assert.Equal(before.Item2, await OfAsync(world.Harbour));
    }

    private Task<(double Budget, bool KeepsCrops)> OfAsync(Organization organization) =>
        app.InAsync(
            organization,
            async services =>
            {
                var row = await services
                    .GetRequiredService<FaceRekDb>()
                    .Organizations.SingleAsync(one => one.Id == organization.Id, Cancellation);
                return (row.IdentificationBudget, row.KeepsCrops);
            }
        );
}
