using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using FaceRek.Tests.Support;
using Microsoft.Playwright;

namespace FaceRek.Tests.Browser;

/// <summary>
/// Every page in a browser, in light and dark, wide and on a phone: no serious finding of axe, nothing in the console,
/// nothing from other servers, small enough for a first visit, and no horizontal scrolling. With FACEREK_PICTURES set
/// to a folder each page is also photographed.
/// </summary>
public sealed class EveryPageTests(Support.Browser browser) : IAsyncLifetime
{
    private const int FirstLoadBytes = 60_000;
    private const int Width = 1280,
        Height = 900;
    private const int PhoneWidth = 390,
        PhoneHeight = 844;
    private const int PagesAWindow = 8;
    private const int WindowsAtOnce = 2;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Passing elements are not described: on a long page that takes longer than the checks.</summary>
    private const string FindGrave = """
        async rules => {
          const found = await axe.run(document, { resultTypes: ['violations'], ...(rules.length && { runOnly: { type: 'rule', values: rules } }) });
          return found.violations.filter(one => ['serious', 'critical'].includes(one.impact)).map(one => `${one.id}: ${one.nodes[0].html}`);
        }
        """;

    private static readonly string[] Everything = [];

    /// <summary>The other rules of axe check the document, which both colour schemes share.</summary>
    private static readonly string[] Colours = ["color-contrast"];

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
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_page_is_fit_to_be_seen()
    {
        var faults = new ConcurrentBag<string>();
        var pages = EndpointRow
            .All.Where(row => row.Value.IsPage)
            .Select(row => (Path: paths.WithOwnIds(row.Key).ToString(), row.Value.NeedsSignIn))
            .ToArray();
        var windows = pages
            .GroupBy(page => page.NeedsSignIn)
            .SelectMany(group =>
                group
                    .Chunk(PagesAWindow)
                    .Select(chunk => (IsSignedIn: group.Key, Paths: chunk.Select(page => page.Path).ToArray()))
            );
        await Parallel.ForEachAsync(
            windows,
            new ParallelOptions { MaxDegreeOfParallelism = WindowsAtOnce },
            async (window, _) =>
            {
                foreach (var error in await LookAtAsync(window.Paths, window.IsSignedIn))
                {
                    faults.Add(error);
                }
            }
        );
        Assert.Empty(faults);
    }

    private async Task<List<string>> LookAtAsync(IEnumerable<string> paths, bool isSignedIn)
    {
        var page = await browser.OpenAsync(
            app,
            world,
            isSignedIn ? world.Ada : null,
            new()
            {
                ColorScheme = ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new() { Width = Width, Height = Height },
            }
        );
        // Once for each page, not for each variant.
        await page.AddInitScriptAsync(Axe);
        var protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Network.enable");
        await protocol.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        var (errors, bodies) = (new List<string>(), new List<Task<int>>());
        page.Console += (_, message) =>
        {
            if (
                message.Type == "error"
                && !message.Text.Contains("the server responded with a status of", StringComparison.Ordinal)
            )
            {
                errors.Add($"{page.Url}: console: {message.Text}");
            }
        };
        page.PageError += (_, error) => errors.Add($"{page.Url}: script: {error}");
        page.Response += (_, response) =>
        {
            if (new Uri(response.Url).Authority != app.Address.Authority)
            {
                errors.Add($"{page.Url}: asked {response.Url}");
            }
            if (response.Request.ResourceType != "eventsource" && response.Status == 200)
            {
                bodies.Add(SizeAsync(response));
            }
        };
        foreach (var path in paths)
        {
            bodies.Clear();
            errors.AddRange((await LookAsync(page, path, bodies)).Select(error => $"{path}: {error}"));
        }
        await page.Context.CloseAsync();
        return errors;
    }

    private static async Task<List<string>> LookAsync(IPage page, string path, List<Task<int>> bodies)
    {
        var errors = new List<string>();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        var bytes = (await Task.WhenAll(bodies)).Sum();
        if (bytes is 0 or > FirstLoadBytes)
        {
            errors.Add($"{bytes} bytes on first load");
        }
        errors.AddRange(await page.EvaluateAsync<string[]>(FindGrave, Everything));
        await Support.Browser.PhotographWholeAsync(page, $"light-wide-{path}");
        await page.SetViewportSizeAsync(PhoneWidth, PhoneHeight);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > PhoneWidth)
        {
            errors.Add($"{width} pixels wide on a phone");
        }
        await Support.Browser.PhotographWholeAsync(page, $"light-phone-{path}");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await Support.Browser.PhotographWholeAsync(page, $"dark-phone-{path}");
        await page.SetViewportSizeAsync(Width, Height);
        errors.AddRange((await page.EvaluateAsync<string[]>(FindGrave, Colours)).Select(error => $"in dark, {error}"));
        await Support.Browser.PhotographWholeAsync(page, $"dark-wide-{path}");
        return errors;
    }

    /// <summary>The compressed size on the wire.</summary>
    private static async Task<int> SizeAsync(IResponse response)
    {
        var sizes = await response.Request.SizesAsync();
        return sizes.ResponseHeadersSize + sizes.ResponseBodySize;
    }
}
