using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Organizations;
using FaceRek.Core.Time;
using FaceRek.Tests.Core.Attendance.Days;
using NodaTime;

namespace FaceRek.Tests.Core.Time;

/// <summary>What a page takes, what it shows and what a day counts, in every zone that can be chosen.</summary>
public sealed class ZonesTests
{
    private static readonly Instant From = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2031, 1, 1, 0, 0);

    /// <summary>Around a change of clocks.</summary>
    private static readonly Duration[] Distances =
    [
        Duration.FromDays(-1),
        Duration.FromMinutes(-90),
        Duration.FromMinutes(-31),
        Duration.FromSeconds(-1),
        Duration.Zero,
        Duration.FromSeconds(1),
        Duration.FromMinutes(31),
        Duration.FromMinutes(90),
        Duration.FromDays(1),
    ];

    [Fact]
    public void A_time_that_is_typed_is_the_time_that_is_shown()
    {
        var checkedTimes = 0;
        foreach (var (company, zone, change) in Changes())
        {
            foreach (var distance in Distances)
            {
                var wall = (change + distance).InZone(zone).LocalDateTime;
                var shows = zone.MapLocal(wall);
                var at = WallClock.Of(company.Zone).At(wall.ToDateTimeUnspecified());

                // Of a time that the clock shows twice the first counts.
                Assert.True(
                    shows.First().ToInstant() == Instant.FromDateTimeOffset(at)
                        && company.InZone(at).DateTime == wall.ToDateTimeUnspecified()
                        && PunchAt(at, company.Zone).LocalAt.DateTime == wall.ToDateTimeUnspecified(),
                    $"{company.Zone}, {wall}: {company.InZone(at)}"
                );
                checkedTimes++;
            }
        }
        Assert.InRange(checkedTimes, 10_000, int.MaxValue);
    }

    [Fact]
    public void A_time_that_the_clock_skips_is_shown_as_much_later_as_was_skipped()
    {
        var skipped = 0;
        foreach (var (company, zone, change) in Changes())
        {
            var before = zone.GetZoneInterval(change - Duration.Epsilon);
            var length = zone.GetZoneInterval(change).WallOffset - before.WallOffset;
            if (length <= Offset.Zero)
            {
                continue;
            }
            var wall = before.IsoLocalEnd.PlusSeconds(60);
            var at = WallClock.Of(company.Zone).At(wall.ToDateTimeUnspecified());
            Assert.True(
                company.InZone(at).DateTime == wall.ToDateTimeUnspecified() + length.ToTimeSpan(),
                $"{company.Zone}, {wall}: {company.InZone(at)}"
            );
            skipped++;
        }
        Assert.InRange(skipped, 500, int.MaxValue);
    }

    [Fact]
    public void A_page_and_a_day_change_the_date_at_the_same_moment()
    {
        foreach (var (company, zone, change) in Changes())
        {
            for (var days = -1; days <= 1; days++)
            {
                var day = change.InZone(zone).Date.PlusDays(days);
                var begins = zone.AtStartOfDay(day).ToInstant();
                foreach (var (at, on) in new[] { (begins - Duration.FromSeconds(1), day.PlusDays(-1)), (begins, day) })
                {
                    var date = on.ToDateOnly();
                    var moment = at.ToDateTimeOffset();
                    var made = new PersonScenario(company.Zone).PunchAt(Direction.In, at);
                    Assert.True(
                        company.DayOf(moment) == date
                            && DateOnly.FromDateTime(company.InZone(moment).DateTime) == date
                            && DateOnly.FromDateTime(PunchAt(moment, company.Zone).LocalAt.DateTime) == date
                            && made.MaybeOn(Text(date))?.FirstInAt == moment,
                        $"{company.Zone}, {at}: {company.InZone(moment)}"
                    );
                }
                Assert.True(company.StartOf(day.ToDateOnly()) == begins.ToDateTimeOffset(), $"{company.Zone}, {day}");
            }
        }
    }

    [Fact]
    public void A_billing_year_begins_and_ends_when_the_first_of_January_is_shown()
    {
        foreach (var id in Zones.All)
        {
            var company = Company(id);
            var year = BillingYear.Read("2027", company, new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero))!;
            Assert.Equal(
                (new DateTime(2027, 1, 1), new DateTime(2028, 1, 1)),
                (company.InZone(year.From).DateTime, company.InZone(year.To).DateTime)
            );
        }
    }

    [Fact]
    public void Zones_to_choose_from_are_places_in_order_and_each_is_found_by_its_name()
    {
        Assert.Equal(Zones.All.Distinct().Order(StringComparer.Ordinal), Zones.All);
        Assert.All(
            ["Etc/UTC", "Europe/London", "America/Argentina/Ushuaia", "Asia/Kolkata", "Antarctica/Troll"],
            place => Assert.Contains(place, Zones.All)
        );
        Assert.All(
            ["US/Eastern", "Asia/Calcutta", "Etc/GMT+5", "UTC", "EST5EDT"],
            old => Assert.DoesNotContain(old, Zones.All)
        );
        Assert.All(Zones.All, place => Assert.Equal(place, Zones.Find(place)));
        Assert.InRange(Zones.All.Count, 400, 600);
    }

    [Theory]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("US/Eastern", "US/Eastern")]
    [InlineData("Etc/GMT+5", "Etc/GMT+5")]
    [InlineData("GMT Standard Time", "Europe/London")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("UTC", "Etc/UTC")]
    [InlineData("EST", null)]
    [InlineData("Europe/Nowhere", null)]
    [InlineData("europe/london", null)]
    [InlineData("../Europe/London", null)]
    [InlineData("UTC+05:30", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void Names_of_programs_and_old_names_are_found_and_others_are_not(string? typed, string? found) =>
        Assert.Equal(found, Zones.Find(typed));

    [Fact]
    public void A_zone_and_the_edges_of_the_calendar_are_shown_without_a_fall()
    {
        var (east, west) = (Company("Pacific/Kiritimati"), Company("Pacific/Niue"));
        Assert.Equal(DateTimeOffset.MinValue, west.InZone(DateTimeOffset.MinValue));
        Assert.Equal(DateOnly.MinValue, west.DayOf(DateTimeOffset.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, east.InZone(DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MaxValue, east.DayOf(DateTimeOffset.MaxValue));
    }

    /// <summary>The first instant of 2020 and each change of the clocks until 2030, in each zone.</summary>
    private static IEnumerable<(Organization Company, DateTimeZone Zone, Instant Change)> Changes()
    {
        foreach (var id in Zones.All)
        {
            var (company, zone) = (Company(id), DateTimeZoneProviders.Tzdb[id]);
            foreach (var interval in zone.GetZoneIntervals(From, To))
            {
                yield return (company, zone, interval.HasStart && interval.Start > From ? interval.Start : From);
            }
        }
    }

    private static Organization Company(string zone) =>
        new()
        {
            Name = zone,
            Slug = "company",
            Zone = zone,
            FaceModel = "classic",
            CreatedAt = new DateTimeOffset(2020, 1, 15, 0, 0, 0, TimeSpan.Zero),
        };

    private static Punch PunchAt(DateTimeOffset at, string zone) =>
        new()
        {
            OrganizationId = default,
            PersonId = default,
            Number = 1,
            At = at,
            Zone = zone,
            Direction = Direction.In,
            DirectionSource = DirectionSource.Alternation,
            Way = PunchWay.Face,
            RecordedAt = at,
            RecordedById = default,
        };

    private static string Text(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
