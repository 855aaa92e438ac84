using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Live;

/// <summary>The board by site and department, the people who are late, and the roll-call list.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class BoardScopeTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient admin = null!;
    private Guid site;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        admin = await world.ClientOfAsync(world.Ben);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var (mill, now) = (
                    new Site
                    {
                        OrganizationId = world.Bakery.Id,
                        Name = "Mill Lane",
                        Zone = "Europe/London",
                        CreatedAt = app.Clock.GetUtcNow(),
                    },
                    app.Clock.GetUtcNow()
                );
                Person Named(string name) =>
                    new()
                    {
                        OrganizationId = world.Bakery.Id,
                        Name = name,
                        CreatedAt = now,
                    };
                var (mona, lars, hal) = (Named("Mona Missing"), Named("Lars Late"), Named("Hal Holiday"));
                var (mo, noon) = (Named("Mo Morning-Off"), Named("Nan Afternoon-Off"));
                db.AddRange(mill, mona, lars, hal, mo, noon);
                (await db.People.AsTracking().SingleAsync(person => person.Id == world.EvePerson.Id)).SiteId = site =
                    mill.Id;
                db.AddRange(
                    Day(mona.Id, DayStatus.Absent, now.AddHours(-1)),
                    Day(lars.Id, DayStatus.Present, now.AddHours(-2), late: 1_500),
                    Day(hal.Id, DayStatus.Holiday, now.AddHours(-1)),
                    Day(mo.Id, DayStatus.Absent, now.AddHours(-1), leave: LeavePart.Morning),
                    Day(noon.Id, DayStatus.Absent, now.AddHours(-1), leave: LeavePart.Afternoon)
                );
                db.AddRange(
                    In(world.EvePerson.Id, mill.Id, now.AddMinutes(-30)),
                    In(lars.Id, null, now.AddMinutes(-95))
                );
                await db.SaveChangesAsync();
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_person_whose_shift_has_begun_is_missing_until_they_come_and_late_ones_are_named()
    {
        var html = await GetAsync("/bakery");
        var (missing, late) = (Section(html, "missing"), Section(html, "late"));
        Assert.Contains("Mona Missing", missing, StringComparison.Ordinal);
        Assert.DoesNotContain("Hal Holiday", missing, StringComparison.Ordinal);
        // With the morning off a person is awaited in the middle of the shift.
        Assert.DoesNotContain("Mo Morning-Off", missing, StringComparison.Ordinal);
        Assert.Contains("Nan Afternoon-Off", missing, StringComparison.Ordinal);
        Assert.Contains("Lars Late", late, StringComparison.Ordinal);
        Assert.Contains("0:25 late", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_and_the_roll_call_can_be_of_one_site()
    {
        Assert.Contains("Mill Lane", await GetAsync("/bakery"), StringComparison.Ordinal);
        foreach (var page in new[] { "live", "roll-call" })
        {
            var html = await GetAsync($"/bakery/{page}?site={site}");
            Assert.Contains("Eve Employee", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Lars Late", html, StringComparison.Ordinal);
        }
        var all = await GetAsync("/bakery/roll-call");
        Assert.True(
            all.IndexOf("Eve Employee", StringComparison.Ordinal)
                < all.IndexOf("Without a site", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Mona Missing", all, StringComparison.Ordinal);
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            (await admin.GetAsync(new Uri("/bakery/roll-call?site=moon", UriKind.Relative))).StatusCode
        );
    }

    private static string Section(string html, string id) =>
        html[html.IndexOf($"id=\"{id}\"", StringComparison.Ordinal)..] is var rest
            ? rest[..rest.IndexOf("</section>", StringComparison.Ordinal)]
            : "";

    private Task<string> GetAsync(string page) => admin.GetStringAsync(new Uri(page, UriKind.Relative));

    private AttendanceDay Day(
        Guid personId,
        DayStatus status,
        DateTimeOffset from,
        int late = 0,
        LeavePart? leave = null
    ) =>
        new()
        {
            OrganizationId = world.Bakery.Id,
            PersonId = personId,
            On = DateOnly.FromDateTime(world.Bakery.InZone(app.Clock.GetUtcNow()).DateTime),
            Zone = "Europe/London",
            Status = status,
            PlannedFrom = from,
            PlannedTo = from.AddHours(8),
            PlannedSeconds = 27_000,
            LateSeconds = late,
            FirstInAt = late > 0 ? from.AddSeconds(late) : null,
            SettlesAt = from.AddHours(12),
            LeavePart = leave,
        };

    private Punch In(Guid personId, Guid? siteId, DateTimeOffset at) =>
        new()
        {
            OrganizationId = world.Bakery.Id,
            PersonId = personId,
            Number = 1,
            At = at,
            Zone = "Europe/London",
            SiteId = siteId,
            Direction = Direction.In,
            DirectionSource = DirectionSource.Choice,
            Way = PunchWay.Pin,
            RecordedAt = at,
            RecordedById = world.Ben.Id,
        };
}
