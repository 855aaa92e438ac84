using FaceRek.Core.Faces.Engine;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Settings;

/// <summary>Who recognises with the classic engine reads of it, and is offered what is better.</summary>
public sealed class ModelBannerTests
{
    private const string OnlyClassic = "Only the classic model is installed.",
        Better = "You use the classic model, although a better one is installed.";

    [Fact]
    public async Task An_organization_on_the_classic_engine_is_offered_a_trial_once_a_network_is_installed()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var ben = await world.ClientOfAsync(world.Ben);
        Assert.Contains(OnlyClassic, await ReadAsync(), StringComparison.Ordinal);

        await RealPackages.InstallAsync(app.Services.GetRequiredService<ModelStore>());
        // The server looks for new packs by itself.
        await Eventually.HoldsAsync(async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(5));
            return (await ReadAsync()).Contains(Better, StringComparison.Ordinal);
        });

        Assert.Contains(
            "href=\"/bakery/settings/trial\">Try the better model beside it<",
            await ReadAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains("<option>dlib-resnet</option>", await ReadAsync("/trial"), StringComparison.Ordinal);

        await app.InAsync(
            world.Bakery,
            db => db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(one => one.FaceModel, "dlib-resnet"))
        );
        Assert.DoesNotContain("classic model", await ReadAsync(), StringComparison.Ordinal);

        Task<string> ReadAsync(string page = "") =>
            ben.GetStringAsync(
                new Uri($"/bakery/settings{page}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
    }
}
