using System.Net;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Reading;
using FaceRek.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Demo;

public sealed class DemoTests
{
    private const string Demo = "/demo";

    [Fact]
    public async Task Two_pictures_of_a_person_are_the_same_and_of_two_people_are_not()
    {
        await using var app = await FaceRekApp.StartAsync();
        using var anybody = app.NewClient();

        var same = await CompareAsync(anybody, Capture.Frame(Capture.EveFace, 1), Capture.Frame(Capture.EveFace, 2));
        var different = await CompareAsync(
            anybody,
            Capture.Frame(Capture.EveFace, 1),
            Capture.Frame(Capture.OtherFace, 2)
        );
        var nobody = await CompareAsync(anybody, Capture.Frame(Capture.EveFace, 1), DrawnFaces.DrawNobody());
        var broken = await CompareAsync(anybody, Capture.Frame(Capture.EveFace, 1), "<svg/>"u8.ToArray());

        Assert.Contains("The same person", same, StringComparison.Ordinal);
        Assert.Equal(2, same.Split("<rect").Length - 1);
        Assert.Contains("Not the same person", different, StringComparison.Ordinal);
        Assert.Contains("No face found.", nobody, StringComparison.Ordinal);
        Assert.Contains("Use a JPEG or PNG picture.", broken, StringComparison.Ordinal);
        Assert.All(
            [same, different, nobody],
            page => Assert.DoesNotContain("data:image", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Nothing_is_read_unless_both_may_be_compared()
    {
        await using var app = await FaceRekApp.StartAsync();
        using var anybody = app.NewClient();
        var page = await CompareAsync(
            anybody,
            Capture.Frame(Capture.EveFace, 1),
            Capture.Frame(Capture.EveFace, 2),
            mayCompare: "false"
        );
        Assert.Contains("Tick the box first", page, StringComparison.Ordinal);
        Assert.DoesNotContain("verdict__word", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_more_is_asked_than_can_be_read_the_answer_comes_at_once_and_says_when_to_come_back()
    {
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Configuration.AddInMemoryCollection([new("Faces:Workers", "1"), new("Faces:Places", "0")])
        );
        using var anybody = app.NewClient();
        using var door = new ManualResetEventSlim();
        var held = app
            .Services.GetRequiredService<FaceWorkers>()
            .RunAsync(
                () =>
                {
                    door.Wait();
                    return 0;
                },
                CancellationToken.None
            );

        using var form = Capture
            .Form(("mayCompare", "true"))
            .WithFiles("first", [Capture.Frame(1, 1)])
            .WithFiles("second", [Capture.Frame(1, 2)]);
        var answer = await anybody.SendAsync(Demo, Demo, form);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)),
            (answer.StatusCode, answer.Headers.RetryAfter?.Delta)
        );
        door.Set();
        await held;
        Assert.Contains(
            "The same person",
            await CompareAsync(anybody, Capture.Frame(1, 1), Capture.Frame(1, 2)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_address_compares_a_dozen_times_a_minute()
    {
        await using var app = await FaceRekApp.StartAsync();
        using var anybody = app.NewClient();
        var token = await anybody.FormTokenAsync(Demo);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync());
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync());
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(new Uri(Demo, UriKind.Relative))).StatusCode);

        async Task<HttpStatusCode> StatusAsync()
        {
            using var form = Capture.Form();
            return (await anybody.SendAsync(Demo, Demo, form, token)).StatusCode;
        }
    }

    [Fact]
    public async Task A_drawn_camera_is_there_for_members_in_development_and_never_in_production()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var path = new Uri($"/bakery/drawn-camera/{world.EvePerson.Id}?moment=0", UriKind.Relative);
        using var eve = await world.ClientOfAsync(world.Eve);
        var frame = await eve.GetAsync(path);
        Assert.Equal("image/jpeg", frame.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await eve.GetAsync(new Uri($"/bakery/drawn-camera/{world.EvePerson.Id}?moment=12", UriKind.Relative))
            ).StatusCode
        );
        using var stranger = app.NewClient();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(path)).StatusCode);

        await using var live = await FaceRekApp.StartAsync("Production");
        var liveWorld = await World.CreateAsync(live);
        using var member = await liveWorld.ClientOfAsync(liveWorld.Eve);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(path)).StatusCode);
    }

    private static async Task<string> CompareAsync(
        HttpClient client,
        byte[] first,
        byte[] second,
        string mayCompare = "true"
    )
    {
        using var form = Capture
            .Form(("mayCompare", mayCompare))
            .WithFiles("first", [first])
            .WithFiles("second", [second]);
        return WebUtility.HtmlDecode(await (await client.SendAsync(Demo, Demo, form)).Content.ReadAsStringAsync());
    }
}
