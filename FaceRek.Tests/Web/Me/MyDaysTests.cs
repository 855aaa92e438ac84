using System.Globalization;
using System.Net;
using FaceRek.Core.Attendance;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Me;

public sealed class MyDaysTests
{
    [Fact]
    public async Task A_person_sees_their_own_days_on_the_clock_of_the_organization_a_month_at_a_time()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        app.Clock.SetUtcNow(new DateTimeOffset(app.Clock.GetUtcNow().Year + 1, 7, 15, 12, 0, 0, TimeSpan.Zero));
        var (year, number) = (app.Clock.GetUtcNow().Year, 0);
        await app.InAsync(world.Bakery, async (FaceRekDb db) =>
        {
            foreach (var (at, direction) in new[] { ("07-14T07:02", Direction.In), ("07-14T15:32", Direction.Out), ("07-15T06:58", Direction.In), ("06-30T22:59", Direction.In), ("07-01T06:00", Direction.Out) })
            {
                var moment = DateTimeOffset.Parse($"{year}-{at}:00Z", CultureInfo.InvariantCulture);
                _ = db.Add(new Punch
                {
                    OrganizationId = world.Bakery.Id, PersonId = world.EvePerson.Id, Number = ++number, At = moment, Zone = "Europe/London", Direction = direction,
                    DirectionSource = DirectionSource.Choice, Way = PunchWay.Pin, RecordedAt = moment, RecordedById = world.Eve.Id,
                });
            }
            _ = await db.SaveChangesAsync();
        });
        using var eve = await world.ClientOfAsync(world.Eve);

        var july = await eve.GetStringAsync(new Uri("/bakery/me", UriKind.Relative));
        Assert.Contains(">08:02</time>", july, StringComparison.Ordinal);
        Assert.Contains("8:30", july, StringComparison.Ordinal);
        Assert.True(july.IndexOf("15 July", StringComparison.Ordinal) < july.IndexOf("14 July", StringComparison.Ordinal));
        Assert.Contains($"/bakery/me?month={year}-06", july, StringComparison.Ordinal);

        var june = await eve.GetStringAsync(new Uri($"/bakery/me?month={year}-06", UriKind.Relative));
        Assert.Contains("30 June", june, StringComparison.Ordinal);
        Assert.Contains("7:01", june, StringComparison.Ordinal);
        Assert.DoesNotContain("1 July", june, StringComparison.Ordinal);
        foreach (var bad in new[] { $"{year}-08", "0001-01", "x", "2026-13" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await eve.GetAsync(new Uri($"/bakery/me?month={bad}", UriKind.Relative))).StatusCode);
        }
    }

    [Fact]
    public async Task Who_is_not_one_of_the_people_is_told_so()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var ada = await world.ClientOfAsync(world.Ada);
        Assert.Contains("You are not one of the people here", await ada.GetStringAsync(new Uri("/bakery/me", UriKind.Relative)), StringComparison.Ordinal);
    }
}
