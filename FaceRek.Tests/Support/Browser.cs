using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace FaceRek.Tests.Support;

/// <summary>Debian's chromium, started once for all browser tests; each test has windows of its own, which close with their application.</summary>
public sealed class Browser : IAsyncDisposable
{
    /// <summary>Resolved by the browser itself, so that a page can be looked at under an address that is not localhost and not https.</summary>
    public const string InsecureHost = "facerek.example";

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        $"--host-resolver-rules=MAP {InsecureHost} 127.0.0.1",
    ];

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? shared;

    private static string? Executable { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public static void SkipWhereAbsent() => Assert.SkipWhen(Executable is null, "Chromium is not installed: apt-get install chromium");

    /// <summary>A window in which <paramref name="user"/> is signed in, if any, and may use the camera.</summary>
    public async Task<IPage> OpenAsync(FaceRekApp app, World? world = null, User? user = null, BrowserNewContextOptions? options = null, bool mayUseCamera = true)
    {
        await starting.WaitAsync();
        try { shared ??= await StartAsync(["--use-fake-device-for-media-stream"]); }
        finally { _ = starting.Release(); }
        return await OpenAsync(shared, app, world, user, options, mayUseCamera);
    }

    /// <summary>A browser of its own whose webcam plays <paramref name="frames"/> from a file: JPEGs of one size.</summary>
    public async Task<IPage> OpenWithCameraFileAsync(FaceRekApp app, World world, User user, IEnumerable<byte[]> frames)
    {
        var file = Path.Combine(app.DataFolder, "camera.mjpeg");
        await File.WriteAllBytesAsync(file, [.. frames.SelectMany(frame => frame)]);
        var own = await StartAsync(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", $"--use-file-for-fake-video-capture={file}"]);
        app.Outlive(own);
        return await OpenAsync(own, app, world, user, null, mayUseCamera: true);
    }

    /// <summary>Keeps a picture of the page where FACEREK_PICTURES names a folder, such as docs.</summary>
    public static async Task PhotographAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FACEREK_PICTURES") is { Length: > 0 } folder) { _ = await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") }); }
    }

    /// <summary>As <see cref="PhotographAsync"/>, with what lies below the window too.</summary>
    public static async Task PhotographWholeAsync(IPage page, string path)
    {
        if (Environment.GetEnvironmentVariable("FACEREK_PICTURES") is { Length: > 0 } folder)
        {
            _ = await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{path.Trim('/').Replace('/', '_')}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (shared is not null) { await shared.DisposeAsync(); }
        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> StartAsync(string[] more)
    {
        SkipWhereAbsent();
        // All tests share few cores; a slow answer is not a wrong one.
        Assertions.SetDefaultExpectTimeout(15_000);
        playwright ??= await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = [.. Quiet, .. more] });
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, FaceRekApp app, World? world, User? user, BrowserNewContextOptions? options, bool mayUseCamera)
    {
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 900 } };
        options.BaseURL ??= app.Address.ToString();
        var context = await browser.NewContextAsync(options);
        app.Outlive(context);
        if (mayUseCamera) { await context.GrantPermissionsAsync(["camera"]); }
        if (user is not null)
        {
            var cookie = await world!.SignInCookieAsync(user);
            await context.AddCookiesAsync([new() { Name = cookie.Name, Value = cookie.Value, Url = options.BaseURL }]);
        }
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        return page;
    }
}
