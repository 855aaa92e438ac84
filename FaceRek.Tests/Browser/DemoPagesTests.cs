using System.Globalization;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceRek.Tests.Browser;

/// <summary>The demo organization as a new user sees it; the README shows some of its pages.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class DemoPagesTests(Support.Browser browser, DemoPagesTests.Stage stage)
    : IClassFixture<DemoPagesTests.Stage>
{
    [Fact]
    public async Task It_has_something_to_say_on_every_page()
    {
        var page = await browser.OpenAsync(stage.App);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync(DemoCast.Users[0].Email);
        await page.GetByLabel("Password").FillAsync(DemoCast.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync($"**/{DemoOrganization.Slug}");
        var silent = new List<string>();
        foreach (var name in DemoPages.All)
        {
            // A report covers the current month, which is still empty on its first day.
            var days = name.StartsWith("reports/", StringComparison.Ordinal)
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"?from={TestDay.Date.AddDays(-30):yyyy-MM-dd}&to={TestDay.Date:yyyy-MM-dd}"
                )
                : "";
            await page.GotoAsync($"/{DemoOrganization.Slug}/{name}{days}");
            if (await page.Locator(".empty").CountAsync() > 0)
            {
                silent.Add($"{name}: {await page.Locator(".empty").First.InnerTextAsync()}");
            }
            await Support.Browser.PhotographWholeAsync(page, $"demo-{name}");
        }
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Its_employee_checks_in_and_its_board_follows()
    {
        await using var scope = stage.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        // Otherwise people would by chance be asked for their PIN.
        Assert.Equal(0, await db.OfEveryOrganization<LookAlike>().CountAsync(TestContext.Current.CancellationToken));
        async Task<IPage> OpenAsync(string email) =>
            await browser.OpenAsync(
                stage.App,
                stage.World,
                await db.Users.SingleAsync(user => user.Email == email),
                new()
                {
                    ViewportSize = new() { Width = 1280, Height = 860 },
                }
            );

        var employee = await OpenAsync("employee@demo.example");
        await employee.GotoAsync($"/{DemoOrganization.Slug}/check-in");
        await employee.GetByRole(AriaRole.Button, new() { Name = "Use the drawn camera" }).ClickAsync();
        await Expect(employee.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        await Support.Browser.PhotographAsync(employee, "check-in");

        var manager = await OpenAsync("manager@demo.example");
        await manager.GotoAsync($"/{DemoOrganization.Slug}");
        await Expect(manager.Locator("[data-live-state=live]")).ToBeVisibleAsync();
        await employee.Locator("[data-direction]").First.ClickAsync();
        await Expect(employee.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "success");
        await Expect(manager.Locator(".feed li").First).ToContainTextAsync("Eve Nakamura");
        await Support.Browser.PhotographAsync(manager, "today");
        var baker = await db.OfEveryOrganization<Person>().SingleAsync(person => person.Name == "Tomás Herrera");
        await manager.GotoAsync($"/{DemoOrganization.Slug}/attendance/{baker.Id}");
        await Expect(manager.Locator(".calendar")).ToBeVisibleAsync();
        await Support.Browser.PhotographAsync(manager, "month");
        foreach (var name in new[] { "week", "exceptions", "charts" })
        {
            await manager.GotoAsync($"/{DemoOrganization.Slug}/{name}");
            await Support.Browser.PhotographAsync(manager, name);
        }
    }

    /// <summary>The application with the demo organization, at half past nine in the morning.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        public FaceRekApp App { get; private set; } = null!;
        public World World { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await FaceRekApp.StartAsync();
            World = await World.CreateAsync(App);
            App.Clock.Advance(TimeSpan.FromHours(1.5));
            await using var scope = App.Services.CreateAsyncScope();
            Assert.True(
                await ActivatorUtilities
                    .CreateInstance<DemoOrganization>(scope.ServiceProvider)
                    .CreateAsync(TestContext.Current.CancellationToken)
            );
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
