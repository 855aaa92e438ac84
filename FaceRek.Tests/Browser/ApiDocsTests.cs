using FaceRek.Tests.Support;
using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

/// <summary>The page for trying out the API, in a real browser under our own content security policy.</summary>
public sealed class ApiDocsTests(Support.Browser browser) : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        Support.Browser.SkipWhereAbsent();
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_signs_in_and_tries_a_call()
    {
        var page = await browser.OpenAsync(app);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync("/docs/index.html");
        await page.Locator(".opblock-summary-path", new() { HasText = "/api/v1/usage" }).WaitForAsync();

        await page.Locator(".auth-wrapper button.authorize").First.ClickAsync();
        await page.Locator("#oauth_username").FillAsync(world.Ben.Email!);
        await page.Locator("#oauth_password").FillAsync(World.Password);
        await page.GetByText("select all").First.ClickAsync();
        await page.Locator(".modal-ux .auth-btn-wrapper button.authorize").First.ClickAsync();
        await page.Locator(".modal-ux button", new() { HasText = "Logout" }).First.WaitForAsync();
        await page.Locator(".btn-done").First.ClickAsync();

        await page.Locator(".opblock-summary-path", new() { HasText = "/api/v1/usage" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await page.Locator(".live-responses-table .response-col_status", new() { HasText = "200" }).WaitForAsync();
        if (Environment.GetEnvironmentVariable("FACEREK_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "docs.png"), FullPage = true });
        }
        Assert.Empty(errors);
    }
}
