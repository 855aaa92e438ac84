using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceRek.Tests.Browser;

/// <summary>Liveness as users see it: arrows over the camera's picture, the same in words, and a drawn person who follows them.</summary>
public sealed partial class LivenessJourneyTests(Support.Browser browser)
{
    [Fact]
    public async Task Arrows_are_shown_over_the_picture_and_in_words_and_gone_with_the_answer()
    {
        SharedPacks.SkipWhereAbsent();
        Support.Browser.SkipWhereAbsent();
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await UseNetworkAsync(app, world);
        await app.EnrolEveAsync(world, DrawnLikeness.SeedOf(world.EvePerson.Id));

        var page = await browser.OpenAsync(
            app,
            world,
            world.Eve,
            new()
            {
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the drawn camera" }).ClickAsync();
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-camera-move]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-camera-hint]")).ToHaveTextAsync(Moves());
        await Support.Browser.PhotographAsync(page, "liveness-arrow");
        // How well a drawn person follows depends on the load of the machine; that such a burst is accepted is tested without a browser.
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", AnAnswer());
        await Expect(page.Locator("[data-camera-move]")).ToBeHiddenAsync();
    }

    private static async Task UseNetworkAsync(FaceRekApp app, World world)
    {
        var store = app.Services.GetRequiredService<ModelStore>();
        await store.ImportAsync(SharedPacks.Manifest("yunet.json"), TestContext.Current.CancellationToken);
        await store.ImportAsync(SharedPacks.Manifest("mobilefacenet.json"), TestContext.Current.CancellationToken);
        app.Services.GetRequiredService<FaceModels>().Refresh();
        (world.Bakery.FaceModel, world.Bakery.Liveness) = ("mobilefacenet", LivenessLevel.Active);
        await app.InAsync(
            world.Bakery,
            db =>
                db.Organizations.Where(o => o.Id == world.Bakery.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(o => o.FaceModel, "mobilefacenet")
                            .SetProperty(o => o.Liveness, LivenessLevel.Active)
                    )
        );
    }

    [GeneratedRegex("^(success|failure)$")]
    private static partial Regex AnAnswer();

    [GeneratedRegex("^(Turn your head to the (left|right)|Look (up|down)|Come closer)$")]
    private static partial Regex Moves();
}
