using Deque.AxeCore.Playwright;
using FaceRek.Tests.Support;
using FaceRek.Web.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

/// <summary>
/// Every page as a browser shows it, in light and dark, wide and on a phone: nothing serious for axe, nothing in the console, nothing from
/// elsewhere, light enough for a first visit, and no sideways scrolling. With FACEREK_PICTURES set to a folder each page is also photographed.
/// </summary>
public sealed class EveryPageTests(Support.Browser browser) : IAsyncLifetime
{
    private const int FirstLoadBytes = 90_000;
    private const int PhoneWidth = 390;
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FACEREK_PICTURES");

    private FaceRekApp app = null!;
    private World world = null!;
    private EndpointPaths paths = null!;

    public async ValueTask InitializeAsync()
    {
        Support.Browser.SkipWhereAbsent();
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        paths = await EndpointPaths.CreateAsync(app, world);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) { await app.DisposeAsync(); }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_is_fit_to_be_seen(ColorScheme scheme)
    {
        var faults = new List<string>();
        foreach (var (route, row) in EndpointRow.All.Where(row => row.Value.IsPage))
        {
            var path = paths.WithOwnIds(route).ToString();
            foreach (var fault in await LookAsync(path, row.NeedsSignIn, scheme)) { faults.Add($"{path}: {fault}"); }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_demo_organization_has_something_to_say_on_every_page()
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            Assert.True(await ActivatorUtilities.CreateInstance<DemoOrganization>(scope.ServiceProvider).CreateAsync(TestContext.Current.CancellationToken));
        }
        var page = await browser.OpenAsync(app);
        _ = await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(DemoCast.Users[0].Email);
        await page.GetByLabel("Password").FillAsync(DemoCast.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync($"**/{DemoOrganization.Slug}");
        foreach (var name in new[] { "", "people", "me", "members", "check-in", "exceptions", "corrections", "shifts", "shifts/assignments", "policy", "periods", "week", "charts", "reports/register", "reports/muster", "reports/late", "reports/overtime", "reports/absence", "reports/payroll", "roll-call", "time-off", "sites", "sites/holidays", "departments" })
        {
            _ = await page.GotoAsync($"/{DemoOrganization.Slug}/{name}");
            Assert.Equal(0, await page.Locator(".empty").CountAsync());
            await PhotographAsync(page, $"demo-{name}");
        }
        await page.Context.CloseAsync();
    }

    private async Task<List<string>> LookAsync(string path, bool signedIn, ColorScheme scheme)
    {
        var faults = new List<string>();
        // A window of its own, so that nothing comes from the cache.
        var page = await browser.OpenAsync(app, world, signedIn ? world.Ada : null, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 900 } });
        var bodies = new List<Task<int>>();
        page.Console += (_, message) => { if (message.Type == "error" && !message.Text.Contains("the server responded with a status of", StringComparison.Ordinal)) { faults.Add($"console: {message.Text}"); } };
        page.PageError += (_, error) => faults.Add($"script: {error}");
        page.Response += (_, response) =>
        {
            if (new Uri(response.Url).Authority != app.Address.Authority) { faults.Add($"asked {response.Url}"); }
            if (response.Request.ResourceType != "eventsource" && response.Status == 200) { bodies.Add(SizeAsync(response)); }
        };
        _ = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        var bytes = (await Task.WhenAll(bodies)).Sum();
        if (bytes > FirstLoadBytes) { faults.Add($"{bytes} bytes on first load"); }

        var axe = await page.RunAxe();
        faults.AddRange(axe.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        await PhotographAsync(page, $"{scheme}-wide-{path}");

        await page.SetViewportSizeAsync(PhoneWidth, 844);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > PhoneWidth) { faults.Add($"{width} pixels wide on a phone"); }
        await PhotographAsync(page, $"{scheme}-phone-{path}");
        await page.Context.CloseAsync();
        return faults;
    }

    private static async Task<int> SizeAsync(IResponse response)
    {
        try { return (await response.BodyAsync()).Length; }
        catch (PlaywrightException) { return 0; } // a redirect has no body
    }

    private static async Task PhotographAsync(IPage page, string name)
    {
        if (Pictures is null) { return; }
        _ = Directory.CreateDirectory(Pictures);
        _ = await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name.Trim('/').Replace('/', '_')}.png"), FullPage = true });
    }
}
