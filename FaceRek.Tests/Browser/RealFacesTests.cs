using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Tests.Core.Faces;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceRek.Tests.Browser;

/// <summary>
/// Photographs of real people with a real network, where they are available beside the project: the person is
/// recognised, another one is not.
/// </summary>
public sealed class RealFacesTests(Support.Browser browser)
{
    [Theory]
    [InlineData("person01/4.jpg", "Checked in")]
    [InlineData("person02/1.jpg", "Not recognised")]
    public async Task A_network_tells_real_people_apart_before_a_camera(string before, string expected)
    {
        var (people, recogniser, detector) = (
            Repository.Shared("faces/people"),
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(people is null || recogniser is null || detector is null, Repository.NothingShared);
        Support.Browser.SkipWhereAbsent();

        await using var app = await FaceRekApp.StartAsync();
        var store = app.Services.GetRequiredService<ModelStore>();
        await store.ImportAsync(detector, TestContext.Current.CancellationToken);
        await store.ImportAsync(recogniser, TestContext.Current.CancellationToken);
        app.Services.GetRequiredService<FaceModels>().Refresh();
        var world = await World.CreateAsync(app);
        await EnrolAsync(
            app,
            world,
            [$"{people}/person01/1.jpg", $"{people}/person01/2.jpg", $"{people}/person01/3.jpg"]
        );

        var page = await browser.OpenWithCameraFileAsync(
            app,
            world,
            world.Eve,
            Enumerable.Repeat(CameraStill.Of($"{people}/{before}"), 12)
        );
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        await Expect(page.GetByText(expected).First).ToBeVisibleAsync();
    }

    private static async Task EnrolAsync(FaceRekApp app, World world, IEnumerable<string> pictures)
    {
        world.Bakery.FaceModel = "mobilefacenet";
        await app.InAsync(
            world.Bakery,
            db =>
                db.Organizations.Where(o => o.Id == world.Bakery.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.FaceModel, "mobilefacenet"))
        );
        await app.InAsync(
            world.Bakery,
            async services =>
            {
                var text = await services
                    .GetRequiredService<ConsentTexts>()
                    .CurrentAsync(TestContext.Current.CancellationToken);
                return await services
                    .GetRequiredService<ConsentDesk>()
                    .AcceptAsync(world.Eve.Id, text.Version, TestContext.Current.CancellationToken);
            }
        );
        foreach (var picture in pictures)
        {
            var request = new EnrollmentRequest(
                world.EvePerson.Id,
                await File.ReadAllBytesAsync(picture),
                PictureLimits.Upload,
                world.Ben.Id
            );
            Assert.IsType<EnrollmentOutcome.Added>(
                await app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<EnrollmentDesk>()
                            .AddAsync(request, TestContext.Current.CancellationToken)
                )
            );
        }
    }
}
