using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

public sealed class DemoPagesTests(Support.Browser browser)
{
    [Fact]
    public async Task The_demo_organization_has_something_to_say_on_every_page()
    {
        Support.Browser.SkipWhereAbsent();
        await using var app = await FaceRekApp.StartAsync();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            Assert.True(await ActivatorUtilities.CreateInstance<DemoOrganization>(scope.ServiceProvider).CreateAsync(TestContext.Current.CancellationToken));
            // Or people would be asked for their PIN as well, by chance.
            Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<FaceRekDb>().OfEveryOrganization<LookAlike>().CountAsync(TestContext.Current.CancellationToken));
        }
        var page = await browser.OpenAsync(app);
        _ = await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(DemoCast.Users[0].Email);
        await page.GetByLabel("Password").FillAsync(DemoCast.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync($"**/{DemoOrganization.Slug}");
        foreach (var name in DemoPages.All)
        {
            _ = await page.GotoAsync($"/{DemoOrganization.Slug}/{name}");
            Assert.Equal(0, await page.Locator(".empty").CountAsync());
            await Support.Browser.PhotographWholeAsync(page, $"demo-{name}");
        }
        await page.Context.CloseAsync();
    }
}
