using System.Globalization;
using System.Net;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

/// <summary>
/// The site at which a person is and whether they may check in there; three sites on one meridian, a degree (111.2 km)
/// apart.
/// </summary>
public sealed class LocationPolicyTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private const double MetresADegree = 111_195;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Someone_is_where_network_and_position_say_and_their_own_site_says_whether_that_will_do()
    {
        var plain = (await house.NewPersonAsync()).Id;
        // When no site has a network or a geofence, no one is asked.
        Assert.Equal(new LocationDecision(null, "Europe/London"), await LookAsync(plain, 10));

        Site Named(string name, string zone, double? latitude, LocationRule rule, string networks = "") =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Name = name,
                Zone = zone,
                Latitude = latitude,
                Longitude = latitude is null ? null : 20,
                RadiusMetres = latitude is null ? null : 1_000,
                PlaceRule = rule,
                Networks = networks,
                CreatedAt = house.At(-9, 9),
            };
        var (strict, lax, free, wired) = (
            Named("Strict", "Europe/Paris", 10, LocationRule.Require),
            Named("Lax", "Asia/Tokyo", 11, LocationRule.Note),
            Named("Free", "Asia/Kolkata", 12, LocationRule.Off),
            Named("Wired", "Africa/Cairo", null, LocationRule.Require, "10.0.0.0/8")
        );
        await house.SaveAsync(strict, lax, free, wired);
        var (ofStrict, ofLax, ofFree, ofWired) = (
            await OfAsync(strict),
            await OfAsync(lax),
            await OfAsync(free),
            await OfAsync(wired)
        );

        // A person without a site is at the site whose geofence contains them, and is refused nowhere.
        Assert.Equal(
            new LocationDecision(lax.Id, "Asia/Tokyo", LocationStatus.Inside, 0, 5),
            await LookAsync(plain, 11)
        );
        Assert.Equal(new LocationDecision(null, "Europe/London"), await LookAsync(plain, 40));
        Assert.Equal(new LocationDecision(null, "Europe/London"), await LookAsync(plain, null));
        Assert.Equal(new LocationDecision(free.Id, "Asia/Kolkata"), await LookAsync(ofFree, 40));

        // Elsewhere: marked or refused. An unclear position is uncertain.
        Assert.Equal(
            new LocationDecision(lax.Id, "Asia/Tokyo", LocationStatus.Outside, (int)Math.Round(2 * MetresADegree), 5),
            await LookAsync(ofLax, 13)
        );
        Assert.Equal(
            new LocationDecision(
                strict.Id,
                "Europe/Paris",
                LocationStatus.Outside,
                (int)Math.Round(3 * MetresADegree),
                5,
                LocationRefusal.Outside
            ),
            await LookAsync(ofStrict, 13)
        );
        Assert.Equal(
            new LocationDecision(lax.Id, "Asia/Tokyo", LocationStatus.Uncertain),
            await LookAsync(ofLax, null)
        );
        Assert.Equal(
            new LocationDecision(
                strict.Id,
                "Europe/Paris",
                LocationStatus.Uncertain,
                Refusal: LocationRefusal.PositionMissing
            ),
            await LookAsync(ofStrict, null)
        );
        Assert.Equal(
            new LocationDecision(
                strict.Id,
                "Europe/Paris",
                LocationStatus.Uncertain,
                0,
                2_000,
                LocationRefusal.PositionUncertain
            ),
            await LookAsync(ofStrict, 10, accuracy: 2_000)
        );
        Assert.Equal(
            new LocationDecision(strict.Id, "Europe/Paris", LocationStatus.Inside, 0, 1_000),
            await LookAsync(ofStrict, 10, accuracy: 1_000)
        );
        Assert.Equal(
            new LocationDecision(
                strict.Id,
                "Europe/Paris",
                LocationStatus.Uncertain,
                0,
                5,
                LocationRefusal.PositionUncertain
            ),
            await LookAsync(ofStrict, 10, age: 121)
        );
        Assert.Equal(LocationStatus.Inside, (await LookAsync(ofStrict, 10, age: 120)).Status);
        // People who must be at a site may be at another of our sites.
        Assert.Equal(
            new LocationDecision(lax.Id, "Asia/Tokyo", LocationStatus.Inside, 0, 5),
            await LookAsync(ofStrict, 11)
        );

        // From one of our networks no position is asked for.
        Assert.Equal(
            new LocationDecision(wired.Id, "Africa/Cairo", LocationStatus.Network),
            await LookAsync(ofStrict, 40, address: "10.1.2.3")
        );
        Assert.Equal(
            new LocationDecision(wired.Id, "Africa/Cairo", LocationStatus.Network),
            await LookAsync(plain, null, address: "::ffff:10.1.2.3")
        );
        Assert.Equal(LocationRefusal.Outside, (await LookAsync(ofStrict, 40, address: "11.1.2.3")).Refusal);
        Assert.Equal(LocationRefusal.PositionMissing, (await LookAsync(ofWired, null)).Refusal);

        // Where no site has a geofence, a position is of no use.
        await house.InAsync(
            (FaceRekDb db) =>
                db.Sites.ExecuteUpdateAsync(set =>
                    set.SetProperty(site => site.Latitude, (double?)null)
                        .SetProperty(site => site.Longitude, (double?)null)
                        .SetProperty(site => site.RadiusMetres, (int?)null)
                )
        );
        Assert.Equal(
            new LocationDecision(
                wired.Id,
                "Africa/Cairo",
                LocationStatus.Uncertain,
                Refusal: LocationRefusal.OtherNetwork
            ),
            await LookAsync(ofWired, 10)
        );
        Assert.Equal(
            new LocationDecision(
                wired.Id,
                "Africa/Cairo",
                LocationStatus.Uncertain,
                Refusal: LocationRefusal.OtherNetwork
            ),
            await LookAsync(ofWired, null)
        );
        Assert.Equal(new LocationDecision(lax.Id, "Asia/Tokyo", LocationStatus.Uncertain), await LookAsync(ofLax, 10));

        // Closed sites do not count, and a person whose site is closed may be anywhere.
        await house.InAsync(
            (FaceRekDb db) =>
                db.Sites.ExecuteUpdateAsync(set => set.SetProperty(site => site.ClosedAt, house.At(-1, 9)))
        );
        Assert.Equal(new LocationDecision(null, "Europe/London"), await LookAsync(plain, 11, address: "10.1.2.3"));
        Assert.Equal(LocationRefusal.OtherNetwork, (await LookAsync(ofStrict, null, address: "10.1.2.3")).Refusal);
        await ForgetSitesAsync();
    }

    [Theory]
    [InlineData(11, 0, 0, 370, LocationStatus.Implausible)]
    [InlineData(11, 0, 0, 371, LocationStatus.Inside)]
    [InlineData(11, 1_000, 0, 367, LocationStatus.Implausible)]
    [InlineData(11, 1_000, 0, 368, LocationStatus.Inside)]
    [InlineData(13, 0, 1, 741, LocationStatus.Implausible)]
    [InlineData(13, 0, 1, 742, LocationStatus.Outside)]
    [InlineData(11, 111_595, 0, 0, LocationStatus.Implausible)]
    [InlineData(11, 111_495, 0, 0, LocationStatus.Inside)]
    public async Task No_one_is_faster_than_an_airliner(
        double latitude,
        int before,
        int atOwn,
        int seconds,
        LocationStatus expected
    )
    {
        // The distance in metres of the last punch from the site at 10 degrees, or from the one at 11.
        Site At(double degrees) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                Name = $"At {degrees}",
                Zone = "Europe/London",
                Latitude = degrees,
                Longitude = 20,
                RadiusMetres = 50,
                PlaceRule = LocationRule.Note,
                CreatedAt = house.At(-9, 9),
            };
        var (ten, eleven) = (At(10), At(11));
        await house.SaveAsync(ten, eleven);
        var person = await OfAsync(eleven);
        var at = house.At(0, 12).AddSeconds(-seconds);
        await house.SaveAsync(
            new Punch
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                Number = 1,
                At = at,
                Zone = "Europe/London",
                SiteId = atOwn == 1 ? eleven.Id : ten.Id,
                LocationStatus = LocationStatus.Inside,
                MetresAway = before,
                Direction = Direction.In,
                DirectionSource = DirectionSource.Choice,
                Way = PunchWay.Pin,
                RecordedAt = at,
                RecordedById = house.World.Ben.Id,
            }
        );
        Assert.Equal(expected, (await LookAsync(person, latitude)).Status);
        await ForgetSitesAsync();
    }

    /// <summary>Each test has its own sites.</summary>
    private Task<int> ForgetSitesAsync() =>
        house.InAsync(
            async (FaceRekDb db) =>
            {
                await db.People.ExecuteUpdateAsync(set => set.SetProperty(one => one.SiteId, (Guid?)null));
                await db.Punches.ExecuteUpdateAsync(set => set.SetProperty(one => one.SiteId, (Guid?)null));
                return await db.Sites.ExecuteDeleteAsync();
            }
        );

    private async Task<Guid> OfAsync(Site site)
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.SiteId, site.Id))
        );
        return person;
    }

    private Task<LocationDecision> LookAsync(
        Guid person,
        double? latitude,
        double accuracy = 5,
        int age = 1,
        string? address = null
    )
    {
        GeoPosition? fix = null;
        if (latitude is { } degrees)
        {
            Assert.True(
                GeoPosition.TryRead(
                    degrees.ToString(CultureInfo.InvariantCulture),
                    "20",
                    accuracy.ToString(CultureInfo.InvariantCulture),
                    age.ToString(CultureInfo.InvariantCulture),
                    out fix
                )
            );
        }
        return house.InAsync(
            (LocationPolicy keeper) =>
                keeper.LookAsync(
                    person,
                    new ClientLocation(address is null ? null : IPAddress.Parse(address), fix),
                    house.At(0, 12),
                    Cancellation
                )
        );
    }
}
