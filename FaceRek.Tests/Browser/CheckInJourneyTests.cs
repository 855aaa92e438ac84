using System.Text.RegularExpressions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Tests.Core.Faces.Imaging;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using Capture = FaceRek.Tests.Support.Capture;

namespace FaceRek.Tests.Browser;

/// <summary>Check-in from end to end: a real browser, a camera that plays drawn people, and the real engine.</summary>
public sealed partial class CheckInJourneyTests(Support.Browser browser) : IAsyncLifetime
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
    public async Task From_consent_to_check_out_with_the_drawn_camera_while_a_manager_watches()
    {
        await app.InAsync(
            world.Bakery,
            db =>
                db.Organizations.Where(o => o.Id == world.Bakery.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.Liveness, LivenessLevel.Passive))
        );
        var page = await browser.OpenAsync(app, world, world.Eve);
        var board = await browser.OpenAsync(app, world, world.Mia);
        await board.GotoAsync("/bakery");
        await Expect(board.Locator("[data-live-state=live]")).ToBeVisibleAsync();

        await page.GotoAsync("/bakery/me/enrol");
        await page.GetByRole(AriaRole.Link, new() { Name = "Read and decide" }).ClickAsync();
        await page.GetByLabel("I have read this and agree.").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree" }).ClickAsync();

        await page.GotoAsync("/bakery/me/enrol");
        await StartDrawnAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(page.GetByText("Done. 5 pictures are enrolled.")).ToBeVisibleAsync();

        await page.GotoAsync("/bakery/check-in");
        await StartDrawnAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        await Expect(page.GetByText(CheckedIn())).ToBeVisibleAsync();
        await Expect(page.Locator("video")).ToHaveJSPropertyAsync("srcObject", null!);
        await Expect(board.Locator(".chip--in")).ToContainTextAsync("Eve Employee");

        app.Clock.Advance(TimeSpan.FromHours(4));
        await page.GotoAsync("/bakery/check-in");
        await StartDrawnAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check out", Exact = true }).ClickAsync();
        await Expect(page.GetByText(CheckedOut())).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })
            .GetByRole(AriaRole.Link, new() { Name = "My days" })
            .ClickAsync();
        await Expect(page.Locator(".calendar__hours")).ToContainTextAsync("4:00");
    }

    [Fact]
    public async Task A_camera_file_of_the_person_checks_in()
    {
        await app.EnrolEveAsync(world);
        var page = await browser.OpenWithCameraFileAsync(
            app,
            world,
            world.Eve,
            Enumerable.Range(100, 24).Select(moment => Capture.Frame(Capture.EveFace, moment))
        );
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        await Expect(page.GetByText(CheckedIn())).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_person_is_refused_in_words_and_the_right_one_is_let_in_afterwards()
    {
        await app.EnrolEveAsync(world, DrawnLikeness.SeedOf(world.EvePerson.Id));
        var page = await browser.OpenAsync(app, world, world.Eve);
        await page.GotoAsync("/bakery/check-in");
        await StartDrawnAsync(page);
        await page.Locator("[data-camera-choice]")
            .SelectOptionAsync(new SelectOptionValue { Label = "Drawn camera, someone else" });
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-camera-hint]")).ToContainTextAsync("Not recognised");

        await page.Locator("[data-camera-choice]").SelectOptionAsync(new SelectOptionValue { Label = "Drawn camera" });
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        await Expect(page.GetByText(CheckedIn())).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("denied", "The camera is blocked", "NotAllowedError")]
    [InlineData("none", "No camera found", "NotFoundError")]
    [InlineData("busy", "Another program is using the camera", "NotReadableError")]
    public async Task A_camera_that_cannot_be_had_is_explained_and_can_be_tried_again(
        string state,
        string words,
        string error
    )
    {
        await app.EnrolEveAsync(world);
        var page = await browser.OpenAsync(app, world, world.Eve);
        await page.AddInitScriptAsync(CanvasCamera(error));
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = words })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true })).ToBeDisabledAsync();

        await page.EvaluateAsync("window.cameraError = null");
        await page.Locator($"[data-when={state}] [data-camera-start='']").ClickAsync();
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
    }

    [Fact]
    public async Task A_browser_that_was_told_no_says_so_itself()
    {
        await app.EnrolEveAsync(world);
        var page = await browser.OpenAsync(app, world, world.Eve, mayUseCamera: false);
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The camera is blocked" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_insecure_address_is_told_apart_from_a_blocked_camera()
    {
        await app.EnrolEveAsync(world);
        var page = await browser.OpenAsync(
            app,
            world,
            world.Eve,
            new() { BaseURL = $"http://{Support.Browser.InsecureHost}:{app.Address.Port}" },
            mayUseCamera: false
        );
        await page.GotoAsync("/bakery/check-in");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This address cannot use a camera" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Leaving_the_page_switches_the_camera_off_and_coming_back_on()
    {
        await app.EnrolEveAsync(world);
        var page = await browser.OpenAsync(app, world, world.Eve);
        await page.AddInitScriptAsync(CanvasCamera(null));
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        Assert.Equal("live", await TrackAsync(page));

        await HideAsync(page, true);
        Assert.Equal("ended", await TrackAsync(page));
        await HideAsync(page, false);
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
        Assert.Equal("live", await TrackAsync(page));
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pagehide'))");
        Assert.Equal("ended", await TrackAsync(page));
    }

    [Fact]
    public async Task Only_small_frames_leave_the_browser_and_only_capture_pages_may_ask_for_the_camera()
    {
        await app.EnrolEveAsync(world);
        var page = await browser.OpenAsync(app, world, world.Eve);
        await page.AddInitScriptAsync(CanvasCamera(null, width: 1920, height: 1080));
        var sent = new TaskCompletionSource<byte[]>();
        await page.RouteAsync(
            "**/check-in",
            async route =>
            {
                if (route.Request.Method == "POST")
                {
                    sent.TrySetResult(route.Request.PostDataBuffer ?? []);
                }
                await route.ContinueAsync();
            }
        );
        await page.GotoAsync("/bakery/check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start camera" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in", Exact = true }).ClickAsync();
        Assert.InRange((await sent.Task.WaitAsync(Support.Browser.Patience)).Length, 1000, 4 * 300_000);

        var response = await page.GotoAsync("/bakery/me");
        Assert.Contains("camera=()", await response!.HeaderValueAsync("Permissions-Policy"), StringComparison.Ordinal);
    }

    /// <summary>
    /// The first try is stopped on its way, which leaves the browser on the page: what it sent can be looked at. Then the
    /// server has its say.
    /// </summary>
    [Fact]
    public async Task Pictures_of_a_phone_leave_the_browser_small_and_upright_and_what_it_cannot_read_as_it_is()
    {
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        var page = await browser.OpenAsync(app, world, world.Eve);
        await page.RouteAsync(
            "**/me/enrol",
            route => route.Request.Method == "POST" ? route.AbortAsync("aborted") : route.ContinueAsync()
        );
        await page.GotoAsync("/bakery/me/enrol");
        await page.GetByText("Send pictures instead").ClickAsync();
        var small = Capture.Frame(Capture.EveFace, 2);
        await page.Locator("input[name=pictures]")
            .SetInputFilesAsync([
                Jpeg("phone.jpg", SentFiles.OnItsSide(Capture.EveFace, 1, 4032, 3024)),
                Jpeg("small.jpg", small),
                Jpeg("phone.heic", SentFiles.Heic),
            ]);
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });
        await page.RunAndWaitForRequestAsync(() => send.ClickAsync(), request => request.Method == "POST");
        var sent = await page.EvaluateAsync<string[]>(Sizes);
        Assert.Equal("phone.jpg image/jpeg 1920x1440", sent[0]);
        Assert.Equal($"small.jpg image/jpeg 640x480 {small.Length}", sent[1]);
        Assert.Equal($"phone.heic image/jpeg none {SentFiles.Heic.Length}", sent[2]);

        await page.UnrouteAllAsync();
        await send.ClickAsync();
        await Expect(page.GetByText("Good. Picture 2 is added.")).ToBeVisibleAsync();
        await Expect(page.GetByText("This is a HEIC picture.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete picture 2" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete picture" })).ToHaveCountAsync(1);

        static FilePayload Jpeg(string name, byte[] file) =>
            new()
            {
                Name = name,
                MimeType = "image/jpeg",
                Buffer = file,
            };
    }

    /// <summary>Of each chosen picture its pixels as they are stored; and its bytes, unless the page made it.</summary>
    private const string Sizes = """
        () => Promise.all([...document.querySelector("input[name=pictures]").files].map(async (file) => {
          const picture = await createImageBitmap(file, { imageOrientation: "none" }).catch(() => null);
          const bytes = picture?.width === 1920 ? "" : ` ${file.size}`;
          return `${file.name} ${file.type} ${picture ? `${picture.width}x${picture.height}` : "none"}${bytes}`;
        }))
        """;

    private static async Task StartDrawnAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the drawn camera" }).ClickAsync();
        await Expect(page.Locator("[data-camera]")).ToHaveAttributeAsync("data-state", "live");
    }

    private static Task<string> TrackAsync(IPage page) => page.EvaluateAsync<string>("window.lastTrack.readyState");

    private static async Task HideAsync(IPage page, bool isHidden) =>
        await page.EvaluateAsync(
            "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, value: hidden }); document.dispatchEvent(new Event('visibilitychange')); }",
            isHidden
        );

    /// <summary>A canvas as camera, or the error it throws while <c>window.cameraError</c> is set.</summary>
    private static string CanvasCamera(string? error, int width = 640, int height = 480) =>
        $$"""
            window.cameraError = {{(error is null ? "null" : $"'{error}'")}};
            navigator.mediaDevices.getUserMedia = async () => {
              if (window.cameraError) throw new DOMException('', window.cameraError);
              const canvas = Object.assign(document.createElement('canvas'), { width: {{width}}, height: {{height}} });
              const pen = canvas.getContext('2d');
              setInterval(() => { for (let x = 0; x < {{width}}; x += 8) { pen.fillStyle = `hsl(${Math.random() * 360} 60% 60%)`; pen.fillRect(x, 0, 8, {{height}}); } }, 50);
              const stream = canvas.captureStream(20);
              window.lastTrack = stream.getVideoTracks()[0];
              return stream;
            };
            """;

    [GeneratedRegex("Checked in at [0-9]{2}:[0-9]{2}")]
    private static partial Regex CheckedIn();

    [GeneratedRegex("Checked out at [0-9]{2}:[0-9]{2}")]
    private static partial Regex CheckedOut();
}
