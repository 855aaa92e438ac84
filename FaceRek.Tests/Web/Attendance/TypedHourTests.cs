using System.Net;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Web.Attendance;

/// <summary>
/// A manager types an hour where the rules of the clock changed lately, so that the machine's data may say another.
/// </summary>
public sealed class TypedHourTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("America/Vancouver")]
    [InlineData("America/Winnipeg")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Europe/London")]
    public async Task The_hour_that_is_typed_on_a_page_is_the_hour_that_the_page_and_the_day_say(string zone)
    {
        await using var app = await FaceRekApp.StartAsync(clock: new FakeTimeProvider(Now));
        var world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                await db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(one => one.Zone, zone));
                await db.People.ExecuteUpdateAsync(set => set.SetProperty(one => one.CreatedAt, Now.AddDays(-20)));
            }
        );
        using var mia = await world.ClientOfAsync(world.Mia);
        var form = new Dictionary<string, string>
        {
            ["Input.Person"] = $"{world.EvePerson.Id}",
            ["Input.At"] = "2026-11-30T23:30",
            ["Input.Direction"] = "In",
            ["Input.Reason"] = "The camera was broken",
        };

        using var answer = await mia.SubmitAsync("/bakery/punches/add", form);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(
            "Eve Employee: in at 23:30 was added.",
            await mia.GetStringAsync(new Uri("/bakery", UriKind.Relative)),
            StringComparison.OrdinalIgnoreCase
        );
        var punch = await app.InAsync(
            world.Bakery,
            services => services.GetRequiredService<FaceRekDb>().Punches.SingleAsync()
        );
        var day = await app.InAsync(
            world.Bakery,
            services =>
                services.GetRequiredService<FaceRekDb>().AttendanceDays.SingleAsync(one => one.FirstInAt != null)
        );
        Assert.Equal(new DateTime(2026, 11, 30, 23, 30, 0), punch.LocalAt.DateTime);
        Assert.Equal(new DateOnly(2026, 11, 30), day.On);
        Assert.Equal(punch.LocalAt.DateTime, WallClock.Of(day.Zone).Show(day.FirstInAt!.Value).DateTime);
    }
}
