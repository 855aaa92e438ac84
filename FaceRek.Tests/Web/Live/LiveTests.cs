using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Live;

[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class LiveTests : IAsyncLifetime
{
    private static readonly Uri Board = new("/bakery", UriKind.Relative),
        Events = new("/bakery/live/events", UriKind.Relative);
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_board_hears_of_a_check_in_within_a_second_and_shows_it()
    {
        await app.EnrolEveAsync(world);
        using var mia = await world.ClientOfAsync(world.Mia);
        using var eve = await world.ClientOfAsync(world.Eve);
        Assert.Contains("not seen today", await mia.GetStringAsync(Board), StringComparison.Ordinal);
        using var lines = await LinesAsync(mia);
        Assert.Equal("hello", await lines.NextAsync());

        Assert.Equal(201, (await eve.CheckInAsync(Capture.EveFace)).Status);

        Assert.Equal("news", await lines.NextAsync());
        var board = await mia.GetStringAsync(Board);
        Assert.Contains("chip--in", board, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold", board, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_try_is_shown_and_its_score_to_admins_only()
    {
        await app.EnrolEveAsync(world);
        using var eve = await world.ClientOfAsync(world.Eve);
        await eve.CheckInAsync(Capture.OtherFace);
        using var mia = await world.ClientOfAsync(world.Mia);
        using var ben = await world.ClientOfAsync(world.Ben);

        var (managers, admins) = (await mia.GetStringAsync(Board), await ben.GetStringAsync(Board));

        Assert.Contains("Not recognised", managers, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold", managers, StringComparison.Ordinal);
        Assert.Matches("score -?[0-9.]+, threshold -?[0-9.]+, classic/1", admins);
    }

    [Fact]
    public async Task A_stream_beats_and_ends_once_its_reader_is_no_longer_a_manager()
    {
        using var mia = await world.ClientOfAsync(world.Mia);
        using var lines = await LinesAsync(mia);
        Assert.Equal("hello", await lines.NextAsync());
        Beat();
        Assert.Equal("alive", await lines.NextAsync());

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                await db
                    .Memberships.Where(m => m.UserId == world.Mia.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Employee))
        );
        Beat();
        Assert.Null(await lines.NextAsync());
    }

    [Fact]
    public async Task An_employee_is_sent_to_the_check_in_and_hears_nothing()
    {
        using var eve = await world.ClientOfAsync(world.Eve);
        Assert.Equal("/bakery/check-in", (await eve.GetAsync(Board)).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await eve.GetAsync(Events)).StatusCode);
        using var olaf = await world.ClientOfAsync(world.Olaf);
        Assert.Equal(HttpStatusCode.NotFound, (await olaf.GetAsync(Events)).StatusCode);
    }

    [Fact]
    public async Task News_of_one_organization_are_not_heard_in_another()
    {
        await app.EnrolEveAsync(world);
        using var olaf = await world.ClientOfAsync(world.Olaf);
        using var lines = await LinesAsync(olaf, new Uri("/harbour/live/events", UriKind.Relative));
        Assert.Equal("hello", await lines.NextAsync());
        using var eve = await world.ClientOfAsync(world.Eve);
        await eve.CheckInAsync(Capture.EveFace);
        Beat();
        Assert.Equal("alive", await lines.NextAsync());
    }

    [Fact]
    public async Task An_empty_organization_is_led_to_its_first_person()
    {
        await app.InAsync(world.Bakery, async (FaceRekDb db) => await db.People.ExecuteDeleteAsync());
        using var ada = await world.ClientOfAsync(world.Ada);
        Assert.Contains("Add the first person", await ada.GetStringAsync(Board), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_punches_by_hand_with_a_reason_and_within_bounds()
    {
        using var mia = await world.ClientOfAsync(world.Mia);
        var page = $"/bakery/punches/add?person={world.EvePerson.Id}";
        var now = world.Bakery.InZone(app.Clock.GetUtcNow());
        Task<HttpResponseMessage> AddAsync(DateTimeOffset at, string reason) =>
            mia.SubmitAsync(
                page,
                new()
                {
                    ["Input.Person"] = $"{world.EvePerson.Id}",
                    ["Input.At"] = at.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                    ["Input.Direction"] = "In",
                    ["Input.Reason"] = reason,
                }
            );

        Assert.Contains(
            "This time is in the future",
            await TextAsync(await AddAsync(now.AddMinutes(2), "Forgot")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "more than 31 days ago",
            await TextAsync(await AddAsync(now.AddDays(-32), "Forgot")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Enter a reason",
            await TextAsync(await AddAsync(now.AddHours(-1), " ")),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.Redirect, (await AddAsync(now.AddHours(-1), "Forgot the phone")).StatusCode);
        Assert.Contains(
            "There is already a punch at",
            await TextAsync(await AddAsync(now.AddHours(-1), "Again")),
            StringComparison.Ordinal
        );

        Assert.Contains("By a manager: Forgot the phone", await mia.GetStringAsync(Board), StringComparison.Ordinal);
        using var eve = await world.ClientOfAsync(world.Eve);
        Assert.Equal(HttpStatusCode.Forbidden, (await eve.GetAsync(new Uri(page, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_person_checks_in_by_pin_and_wrong_ones_close_the_way()
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(person => person.Id == world.EvePerson.Id)).PinHash =
                    Pin.Hash("204816");
                await db.SaveChangesAsync();
            }
        );
        using var eve = await world.ClientOfAsync(world.Eve);
        Task<HttpResponseMessage> TryAsync(string pin) =>
            eve.SubmitAsync("/bakery/check-in/pin", new() { ["Input.Pin"] = pin, ["Input.Direction"] = "In" });

        Assert.Equal("/bakery/me", (await TryAsync("204816")).Headers.Location!.ToString());
        Assert.Matches(
            "Checked in at [0-9]{2}:[0-9]{2}",
            await eve.GetStringAsync(new Uri("/bakery/me", UriKind.Relative))
        );
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("Wrong PIN.", await TextAsync(await TryAsync("999998")), StringComparison.Ordinal);
        }
        Assert.Contains("Too many wrong PINs", await TextAsync(await TryAsync("204816")), StringComparison.Ordinal);
    }

    /// <summary>The connection's timer starts before its first event is sent.</summary>
    private void Beat() => app.Clock.Advance(TimeSpan.FromSeconds(20));

    private static async Task<string> TextAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

    private static async Task<EventLines> LinesAsync(HttpClient client, Uri? path = null)
    {
        var response = await client.GetAsync(path ?? Events, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new EventLines(new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    private sealed class EventLines(StreamReader reader) : IDisposable
    {
        /// <returns>The name of the next event; null when the connection ended.</returns>
        public async Task<string?> NextAsync()
        {
            while (await reader.ReadLineAsync().WaitAsync(Eventually.Patience) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    return line["event: ".Length..];
                }
            }
            return null;
        }

        public void Dispose() => reader.Dispose();
    }
}
