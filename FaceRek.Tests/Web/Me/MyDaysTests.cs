using System.Globalization;
using System.Net;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Web.Me;

public sealed class MyDaysTests
{
    [Fact]
    public async Task A_person_sees_their_own_days_on_the_clock_of_the_organization_a_month_at_a_time()
    {
        await using var app = await FaceRekApp.StartAsync(
            clock: new FakeTimeProvider(new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.Zero))
        );
        var world = await World.CreateAsync(app);
        var (year, number) = (app.Clock.GetUtcNow().Year, 0);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                foreach (
                    var (at, direction) in new[]
                    {
                        ("07-14T07:02", Direction.In),
                        ("07-14T15:32", Direction.Out),
                        ("07-15T06:58", Direction.In),
                        ("06-30T22:59", Direction.In),
                        ("07-01T06:00", Direction.Out),
                    }
                )
                {
                    var moment = DateTimeOffset.Parse($"{year}-{at}:00Z", CultureInfo.InvariantCulture);
                    db.Add(
                        new Punch
                        {
                            OrganizationId = world.Bakery.Id,
                            PersonId = world.EvePerson.Id,
                            Number = ++number,
                            At = moment,
                            Zone = "Europe/London",
                            Direction = direction,
                            DirectionSource = DirectionSource.Choice,
                            Way = PunchWay.Pin,
                            RecordedAt = moment,
                            RecordedById = world.Eve.Id,
                        }
                    );
                }
                await db.SaveChangesAsync();
            }
        );
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<DayRebuild>()
                    .RunAsync(
                        new DateOnly(year, 6, 29),
                        new DateOnly(year, 7, 15),
                        TestContext.Current.CancellationToken
                    )
        );
        using var eve = await world.ClientOfAsync(world.Eve);

        var july = await eve.GetStringAsync(new Uri($"/bakery/me?day={year}-07-14", UriKind.Relative));
        Assert.Contains(">08:02</time>", july, StringComparison.Ordinal);
        Assert.Contains("14 July: Present, 8:00 worked", july, StringComparison.Ordinal);
        Assert.Contains("15 July: At work", july, StringComparison.Ordinal);
        Assert.Contains($"/bakery/me?month={year}-06", july, StringComparison.Ordinal);

        var june = await eve.GetStringAsync(new Uri($"/bakery/me?month={year}-06", UriKind.Relative));
        Assert.Contains("30 June: Present, 6:31 worked", june, StringComparison.Ordinal);
        Assert.DoesNotContain("1 July:", june, StringComparison.Ordinal);
        foreach (
            var bad in new[]
            {
                $"month={year}-08",
                "month=0001-01",
                "month=x",
                "month=2026-13",
                "day=2026-02-30",
                "day=x",
            }
        )
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await eve.GetAsync(new Uri($"/bakery/me?{bad}", UriKind.Relative))).StatusCode
            );
        }
    }

    [Fact]
    public async Task Who_is_not_one_of_the_people_is_told_so()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var ada = await world.ClientOfAsync(world.Ada);
        Assert.Contains(
            "not set up to check in yet",
            await ada.GetStringAsync(new Uri("/bakery/me", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }
}
