using System.Net;
using System.Text;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace FaceRek.Tests.Web.Workplaces;

/// <summary>Sites, holidays and the location of a punch, over HTTP. The browser of these tests has the address 127.0.0.1.</summary>
public sealed class SitePagesTests : IAsyncLifetime
{
    private const string Pin = "271828";
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient admin = null!;
    private HttpClient eve = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        (admin, eve) = (await world.ClientOfAsync(world.Ben), await world.ClientOfAsync(world.Eve));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        eve.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_site_gives_its_zone_to_the_punches_made_there_and_past_ones_keep_theirs()
    {
        var site = await AddSiteAsync(Form("Lord Howe", "Australia/Lord_Howe"));
        await PlaceEveAsync(site);
        Assert.Equal(HttpStatusCode.Redirect, (await CheckInAsync()).StatusCode);
        var changed = Form("Lord Howe", "Asia/Tokyo");
        Assert.Equal(HttpStatusCode.Redirect, (await admin.SubmitAsync($"/bakery/sites/{site}", changed)).StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(HttpStatusCode.Redirect, (await CheckInAsync()).StatusCode);

        var punches = await PunchesAsync();
        Assert.Equal(["Australia/Lord_Howe", "Asia/Tokyo"], punches.Select(punch => punch.Zone));
        Assert.All(
            punches,
            punch =>
                Assert.Equal(
                    (site, LocationStatus.NotAsked, null),
                    (punch.SiteId, punch.LocationStatus, punch.MetresAway)
                )
        );
        var said = Instant
            .FromDateTimeOffset(app.Clock.GetUtcNow())
            .InZone(DateTimeZoneProviders.Tzdb["Asia/Tokyo"])
            .ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(
            $"Checked out at {said}",
            await eve.GetStringAsync(new Uri("/bakery/me", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_site_the_clock_is_that_of_the_organization()
    {
        await PlaceEveAsync(null);
        await CheckInAsync();
        Assert.Equal(
            (null, "Europe/London"),
            Assert.Single(await PunchesAsync(), punch => true) is var punch ? (punch.SiteId, punch.Zone) : default
        );
    }

    [Fact]
    public async Task Who_must_be_at_a_site_is_turned_away_elsewhere_and_where_nothing_is_known()
    {
        var site = await AddSiteAsync(Fenced("Require"));
        await PlaceEveAsync(site);
        Assert.Contains(
            "asks where you are",
            await eve.GetStringAsync(new Uri("/bakery/check-in/pin", UriKind.Relative)),
            StringComparison.Ordinal
        );

        Assert.Contains("Allow this browser to share its position", await RefusedAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "says that it is elsewhere",
            await RefusedAsync("51.5300", "-0.1019"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not know its position well enough",
            await RefusedAsync("51.5155", "-0.1019", accuracy: "900"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not know its position well enough",
            await RefusedAsync("51.5155", "-0.1019", age: "600"),
            StringComparison.Ordinal
        );
        foreach (var (latitude, longitude) in new[] { ("91", "0"), ("NaN", "NaN"), ("0", "0"), ("51", "") })
        {
            var answer = await CheckInAsync(latitude, longitude);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(
                "a position that does not exist",
                await answer.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
        Assert.Empty(await PunchesAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await CheckInAsync("51.5156", "-0.1019")).StatusCode);
        var punch = Assert.Single(await PunchesAsync());
        Assert.Equal(
            (site, LocationStatus.Inside, 11, 20),
            (punch.SiteId!.Value, punch.LocationStatus, punch.MetresAway!.Value, punch.MetresAccurate!.Value)
        );
    }

    [Fact]
    public async Task Where_the_place_is_only_noted_a_punch_from_elsewhere_stands_and_is_marked()
    {
        await PlaceEveAsync(await AddSiteAsync(Fenced("Note")));
        foreach (
            var (latitude, longitude, accuracy) in new[]
            {
                ("", "", ""),
                ("51.5300", "-0.1019", "20"),
                ("51.5165", "-0.1019", "80"),
            }
        )
        {
            Assert.Equal(HttpStatusCode.Redirect, (await CheckInAsync(latitude, longitude, accuracy)).StatusCode);
            app.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal(
            [LocationStatus.Uncertain, LocationStatus.Outside, LocationStatus.Uncertain],
            (await PunchesAsync()).Select(punch => punch.LocationStatus)
        );
    }

    [Fact]
    public async Task No_one_is_in_London_and_ten_minutes_later_in_New_York()
    {
        await PlaceEveAsync(await AddSiteAsync(Fenced("Note")));
        await CheckInAsync("51.5155", "-0.1019");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await CheckInAsync("40.7128", "-74.0060");
        app.Clock.Advance(TimeSpan.FromHours(9));
        await CheckInAsync("51.5155", "-0.1019");
        Assert.Equal(
            [LocationStatus.Inside, LocationStatus.Implausible, LocationStatus.Inside],
            (await PunchesAsync()).Select(punch => punch.LocationStatus)
        );
    }

    [Fact]
    public async Task A_device_in_the_network_of_a_site_is_there_and_is_asked_no_more()
    {
        var home = await AddSiteAsync(Fenced("Require"));
        var other = await AddSiteAsync(Form("Annex", "Europe/Paris", networks: "127.0.0.0/8"));
        await PlaceEveAsync(home);
        Assert.Equal(HttpStatusCode.Redirect, (await CheckInAsync()).StatusCode);
        var punch = Assert.Single(await PunchesAsync());
        Assert.Equal((other, "Europe/Paris", LocationStatus.Network), (punch.SiteId, punch.Zone, punch.LocationStatus));

        // A closed site no longer counts as a location.
        await admin.SubmitAsync($"/bakery/sites/{other}", new() { ["choice"] = "close" });
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("share its position", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_still_adds_the_punch_of_a_person_who_was_refused()
    {
        var site = await AddSiteAsync(Fenced("Require"));
        await PlaceEveAsync(site);
        using var mia = await world.ClientOfAsync(world.Mia);
        var form = new Dictionary<string, string>
        {
            ["Input.Person"] = world.EvePerson.Id.ToString(),
            ["Input.At"] = "2020-01-01T00:00",
            ["Input.Direction"] = "In",
            ["Input.Reason"] = "at a customer",
        };
        form["Input.At"] = world
            .Bakery.InZone(app.Clock.GetUtcNow())
            .ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.Redirect, (await mia.SubmitAsync("/bakery/punches/add", form)).StatusCode);
        Assert.Equal(
            (site, LocationStatus.NotAsked),
            Assert.Single(await PunchesAsync()) is var punch ? (punch.SiteId, punch.LocationStatus) : default
        );
    }

    [Fact]
    public async Task Two_sites_of_one_name_are_refused_and_what_was_typed_stays()
    {
        await AddSiteAsync(Form("Mill Lane", "Europe/London"));
        var answer = await admin.SubmitAsync(
            "/bakery/sites/add",
            Form("MILL LANE", "Europe/Paris", networks: "203.0.113.0/24")
        );
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Another site has this name. Choose another.", html, StringComparison.Ordinal);
        Assert.Contains("203.0.113.0/24", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_is_taken_in_whole_or_not_at_all_and_not_twice()
    {
        const string Good =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:{0}0501\r\nSUMMARY:May Day\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:{0}1225\r\nSUMMARY:Christmas Day\r\nRRULE:FREQ={1}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        string Calendar(string frequency) =>
            string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                Good,
                app.Clock.GetUtcNow().Year,
                frequency
            );

        Assert.Contains(
            "does not repeat once a year",
            await (await ImportAsync(Calendar("DAILY"))).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not a valid iCalendar file",
            await (await ImportAsync("Name;Day\r\n")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not a valid iCalendar file",
            await (await ImportAsync(Calendar("YEARLY")[..^30])).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(0, await db.Holidays.CountAsync()));

        for (var again = 0; again < 2; again++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await ImportAsync(Calendar("YEARLY"))).StatusCode);
        }
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(7, await db.Holidays.CountAsync()));
        await app.InAsync(world.Harbour, async (FaceRekDb db) => Assert.Equal(0, await db.Holidays.CountAsync()));

        var page = await admin.GetStringAsync(new Uri("/bakery/sites/holidays", UriKind.Relative));
        Assert.Contains("May Day", page, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> ImportAsync(string text)
    {
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(await admin.FormTokenAsync("/bakery/sites/import-holidays")),
                "__RequestVerificationToken"
            },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "holidays.ics" },
        };
        return await admin.PostAsync(new Uri("/bakery/sites/import-holidays", UriKind.Relative), form);
    }

    private static Dictionary<string, string> Form(
        string name,
        string zone,
        string rule = "Off",
        string networks = ""
    ) =>
        new()
        {
            ["Input.Name"] = name,
            ["Input.Zone"] = zone,
            ["Input.Rule"] = rule,
            ["Input.Networks"] = networks,
        };

    private static Dictionary<string, string> Fenced(string rule)
    {
        var form = Form("Old Bailey", "Europe/London", rule);
        (form["Input.Latitude"], form["Input.Longitude"], form["Input.Radius"]) = ("51.5155", "-0.1019", "150");
        return form;
    }

    private async Task<Guid> AddSiteAsync(Dictionary<string, string> form)
    {
        var answer = await admin.SubmitAsync("/bakery/sites/add", form);
        Assert.Equal("/bakery/sites", answer.Headers.Location?.ToString());
        return await app.InAsync(
            world.Bakery,
            services =>
                Microsoft
                    .Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<FaceRekDb>(
                        services
                    )
                    .Sites.Where(site => site.Name == form["Input.Name"])
                    .Select(site => site.Id)
                    .SingleAsync()
        );
    }

    private async Task PlaceEveAsync(Guid? site)
    {
        var form = new Dictionary<string, string>
        {
            ["Input.Name"] = world.Eve.Name,
            ["Input.ExternalId"] = "E-1",
            ["Input.Email"] = world.Eve.Email!,
            ["Input.Site"] = site?.ToString() ?? "",
        };
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync($"/bakery/people/{world.EvePerson.Id}/edit", form)).StatusCode
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var person = await db.People.AsTracking().SingleAsync(one => one.Id == world.EvePerson.Id);
                Assert.Equal(site, person.SiteId);
                person.PinHash = FaceRek.Core.People.Pin.Hash(Pin);
                await db.SaveChangesAsync();
            }
        );
    }

    private Task<HttpResponseMessage> CheckInAsync(
        string latitude = "",
        string longitude = "",
        string accuracy = "20",
        string age = "1"
    ) =>
        eve.SubmitAsync(
            "/bakery/check-in/pin",
            new()
            {
                ["Input.Pin"] = Pin,
                ["latitude"] = latitude,
                ["longitude"] = longitude,
                ["accuracy"] = accuracy,
                ["age"] = age,
            }
        );

    private async Task<string> RefusedAsync(
        string latitude = "",
        string longitude = "",
        string accuracy = "20",
        string age = "1"
    )
    {
        var answer = await CheckInAsync(latitude, longitude, accuracy, age);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<List<Punch>> PunchesAsync()
    {
        List<Punch> punches = [];
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => punches = await db.Punches.OrderBy(punch => punch.At).ToListAsync()
        );
        return punches;
    }
}
