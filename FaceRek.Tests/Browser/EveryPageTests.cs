using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using FaceRek.Tests.Support;
using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

/// <summary>
/// Every page as a browser shows it, in light and dark, wide and on a phone: nothing serious for axe, nothing in the console, nothing from
/// elsewhere, light enough for a first visit, and no sideways scrolling. With FACEREK_PICTURES set to a folder each page is also photographed.
/// One class for each scheme, so that they run beside each other.
/// </summary>
public abstract class EveryPageTests(Support.Browser browser, ColorScheme scheme) : IAsyncLifetime
{
    private const int FirstLoadBytes = 60_000;
    private const int PhoneWidth = 390;
    private const int PagesAtOnce = 2;

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
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_page_is_fit_to_be_seen()
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(EndpointRow.All.Where(row => row.Value.IsPage), new ParallelOptions { MaxDegreeOfParallelism = PagesAtOnce }, async (row, _) =>
        {
            var path = paths.WithOwnIds(row.Key).ToString();
            foreach (var fault in await LookAsync(path, row.Value.NeedsSignIn)) { faults.Add($"{path}: {fault}"); }
        });
        Assert.Empty(faults);
    }

    private async Task<List<string>> LookAsync(string path, bool signedIn)
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
        await Support.Browser.PhotographWholeAsync(page, $"{scheme}-wide-{path}");

        await page.SetViewportSizeAsync(PhoneWidth, 844);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > PhoneWidth) { faults.Add($"{width} pixels wide on a phone"); }
        await Support.Browser.PhotographWholeAsync(page, $"{scheme}-phone-{path}");
        await page.Context.CloseAsync();
        return faults;
    }

    /// <summary>What went over the line for it, packed as it was.</summary>
    private static async Task<int> SizeAsync(IResponse response)
    {
        var sizes = await response.Request.SizesAsync();
        return sizes.ResponseHeadersSize + sizes.ResponseBodySize;
    }
}
