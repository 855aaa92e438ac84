using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace FaceRek.Tests.Support;

/// <summary>
/// A Chromium browser, started once for all browser tests; each test has its own windows, which close with its
/// application.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    /// <summary>
    /// Resolved by the browser itself, so that a page can be opened under an address that is not localhost and not
    /// https.
    /// </summary>
    public const string InsecureHost = "facerek.example";

    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        $"--host-resolver-rules=MAP {InsecureHost} 127.0.0.1",
    ];

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? shared;

    /// <summary>All tests share few cores; a slow response is not a wrong one, and a wait ends as soon as the condition holds.</summary>
    public static readonly TimeSpan Patience = Eventually.Patience;

    private static readonly Lazy<string?> Executable = new(() => Installed.FirstThatAnswers(Places()));

    public static void SkipWhereAbsent() => Assert.SkipWhen(Executable.Value is null, Installed.Absent("Chromium"));

    /// <summary>A window in which <paramref name="user"/> is signed in, if any, and which may use the camera.</summary>
    public async Task<IPage> OpenAsync(
        FaceRekApp app,
        World? world = null,
        User? user = null,
        BrowserNewContextOptions? options = null,
        bool mayUseCamera = true
    )
    {
        await starting.WaitAsync();
        try
        {
            shared ??= await StartAsync(["--use-fake-device-for-media-stream"]);
        }
        finally
        {
            starting.Release();
        }
        return await OpenAsync(shared, app, world, user, options, mayUseCamera);
    }

    /// <summary>A separate browser whose webcam plays <paramref name="frames"/> from a file: JPEGs of one size.</summary>
    public async Task<IPage> OpenWithCameraFileAsync(FaceRekApp app, World world, User user, IEnumerable<byte[]> frames)
    {
        var file = Path.Combine(app.DataFolder, "camera.mjpeg");
        await File.WriteAllBytesAsync(file, [.. frames.SelectMany(frame => frame)]);
        var own = await StartAsync([
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            $"--use-file-for-fake-video-capture={file}",
        ]);
        app.Outlive(own);
        return await OpenAsync(own, app, world, user, null, mayUseCamera: true);
    }

    /// <summary>Saves a picture of the page when FACEREK_PICTURES names a folder, such as docs.</summary>
    public static async Task PhotographAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FACEREK_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    /// <summary>Like <see cref="PhotographAsync"/>, including the part of the page below the window.</summary>
    public static async Task PhotographWholeAsync(IPage page, string path)
    {
        if (Environment.GetEnvironmentVariable("FACEREK_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(folder, $"{path.Trim('/').Replace('/', '_')}.png"), FullPage = true }
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (shared is not null)
        {
            await shared.DisposeAsync();
        }
        playwright?.Dispose();
        starting.Dispose();
    }

    /// <summary>The browser named by FACEREK_BROWSER, the packages of Debian, Ubuntu and Google, and Playwright's downloads.</summary>
    private static IEnumerable<string> Places()
    {
        if (Environment.GetEnvironmentVariable("FACEREK_BROWSER") is { Length: > 0 } chosen)
        {
            yield return chosen;
        }
        foreach (var name in new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" })
        {
            yield return $"/usr/bin/{name}";
        }
        var downloads = new DirectoryInfo(
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright")
        );
        if (!downloads.Exists)
        {
            yield break;
        }
        foreach (
            var version in downloads
                .EnumerateDirectories("chromium*")
                .OrderByDescending(folder => folder.Name, StringComparer.Ordinal)
        )
        {
            foreach (var name in new[] { "chrome", "headless_shell", "chrome-headless-shell" })
            {
                foreach (var file in version.EnumerateFiles(name, SearchOption.AllDirectories))
                {
                    yield return file.FullName;
                }
            }
        }
    }

    private async Task<IBrowser> StartAsync(string[] more)
    {
        SkipWhereAbsent();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        playwright ??= await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable.Value,
                Timeout = (float)Patience.TotalMilliseconds,
                Args = [.. Quiet, .. more],
            }
        );
    }

    private static async Task<IPage> OpenAsync(
        IBrowser browser,
        FaceRekApp app,
        World? world,
        User? user,
        BrowserNewContextOptions? options,
        bool mayUseCamera
    )
    {
        options ??= new()
        {
            ViewportSize = new() { Width = 1280, Height = 900 },
        };
        options.BaseURL ??= app.Address.ToString();
        var context = await browser.NewContextAsync(options);
        app.Outlive(context);
        if (mayUseCamera)
        {
            await context.GrantPermissionsAsync(["camera"]);
        }
        if (user is not null)
        {
            var cookie = await world!.SignInCookieAsync(user);
            await context.AddCookiesAsync([
                new()
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Url = options.BaseURL,
                },
            ]);
        }
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return page;
    }
}
