using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceRek.Tests.Browser;

/// <summary>The demo organization as a new user meets it; the README shows these pages.</summary>
public sealed class ReadmePicturesTests(Support.Browser browser)
{
    [Fact]
    public async Task The_demo_organization_checks_in_and_its_board_follows()
    {
        Support.Browser.SkipWhereAbsent();
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(1.5));
        await using var scope = app.Services.CreateAsyncScope();
        Assert.True(await ActivatorUtilities.CreateInstance<DemoOrganization>(scope.ServiceProvider).CreateAsync(CancellationToken.None));
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        async Task<IPage> OpenAsync(string email) => await browser.OpenAsync(app, world, await db.Users.SingleAsync(user => user.Email == email), new() { ViewportSize = new() { Width = 1280, Height = 860 } });

        var employee = await OpenAsync("employee@demo.example");
        _ = await employee.GotoAsync($"/{DemoOrganization.Slug}/check-in");
        await employee.GetByRole(AriaRole.Button, new() { Name = "Use the drawn camera" }).ClickAsync();
        await Expect(employee.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        await Support.Browser.PhotographAsync(employee, "check-in");

        var manager = await OpenAsync("manager@demo.example");
        _ = await manager.GotoAsync($"/{DemoOrganization.Slug}");
        await Expect(manager.Locator("[data-live-state=live]")).ToBeVisibleAsync();
        await employee.Locator("[data-direction]").First.ClickAsync();
        await Expect(employee.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "success", new() { Timeout = 15_000 });
        await Expect(manager.Locator(".feed li").First).ToContainTextAsync("Eve Nakamura");
        await Support.Browser.PhotographAsync(manager, "today");
        var baker = await db.People.SingleAsync(person => person.Name == "Tomás Herrera");
        _ = await manager.GotoAsync($"/{DemoOrganization.Slug}/attendance/{baker.Id}");
        await Expect(manager.Locator(".calendar")).ToBeVisibleAsync();
        await Support.Browser.PhotographAsync(manager, "month");
        foreach (var name in new[] { "week", "exceptions", "charts" })
        {
            _ = await manager.GotoAsync($"/{DemoOrganization.Slug}/{name}");
            await Support.Browser.PhotographAsync(manager, name);
        }
    }
}
