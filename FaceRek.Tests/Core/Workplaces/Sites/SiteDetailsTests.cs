using System.Net;
using FaceRek.Core.Workplaces.Sites;

namespace FaceRek.Tests.Core.Workplaces.Sites;

public sealed class SiteDetailsTests
{
    private static readonly SiteText Good = new(
        "Mill Lane",
        "Europe/London",
        "1 Mill Lane",
        LocationRule.Off,
        null,
        null,
        null,
        null
    );

    public static TheoryData<SiteText, SiteFlaw> Wrong =>
        new()
        {
            { Good with { Name = "  " }, SiteFlaw.Name },
            { Good with { Name = new string('x', 81) }, SiteFlaw.Name },
            { Good with { Name = "Mill\u202ELane" }, SiteFlaw.Name },
            { Good with { Zone = "Mars/Phobos" }, SiteFlaw.Zone },
            { Good with { Zone = "" }, SiteFlaw.Zone },
            { Good with { Address = new string('x', 201) }, SiteFlaw.Address },
            { Good with { Rule = null }, SiteFlaw.Rule },
            { Good with { Rule = (LocationRule)7 }, SiteFlaw.Rule },
            { Good with { Networks = "203.0.113.0/33" }, SiteFlaw.Network },
            { Good with { Networks = "localhost" }, SiteFlaw.Network },
            { Good with { Networks = "0x7f.1" }, SiteFlaw.Network },
            { Good with { Networks = "2130706433" }, SiteFlaw.Network },
            { Good with { Networks = "0.0.0.0/0" }, SiteFlaw.NetworkTooWide },
            { Good with { Networks = "::/0" }, SiteFlaw.NetworkTooWide },
            {
                Good with
                {
                    Networks = string.Join('\n', Enumerable.Range(1, 21).Select(i => $"203.0.113.{i}")),
                },
                SiteFlaw.NetworksTooMany
            },
            { Good with { Latitude = "51" }, SiteFlaw.FenceIncomplete },
            { Good with { Latitude = "91", Longitude = "0", RadiusMetres = "100" }, SiteFlaw.Latitude },
            { Good with { Latitude = "NaN", Longitude = "0", RadiusMetres = "100" }, SiteFlaw.Latitude },
            { Good with { Latitude = "51", Longitude = "-181", RadiusMetres = "100" }, SiteFlaw.Longitude },
            { Good with { Latitude = "51", Longitude = "0", RadiusMetres = "49" }, SiteFlaw.Radius },
            { Good with { Latitude = "51", Longitude = "0", RadiusMetres = "50001" }, SiteFlaw.Radius },
            { Good with { Rule = LocationRule.Note }, SiteFlaw.NoPlace },
            { Good with { Rule = LocationRule.Require }, SiteFlaw.NoPlace },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_site_is_named(SiteText text, SiteFlaw expected) =>
        Assert.Equal(expected, Assert.Single(Assert.IsType<SiteReading.Bad>(SiteDetails.Read(text)).Errors).Flaw);

    [Fact]
    public void A_windows_zone_is_written_as_the_one_it_is() =>
        Assert.Equal("Europe/London", Read(Good with { Zone = "GMT Standard Time" }).Zone);

    [Fact]
    public void Networks_are_ranges_or_single_addresses_in_either_family_each_once()
    {
        var details = Read(
            Good with
            {
                Networks = "203.0.113.0/24, 203.0.113.77/24\r\n198.51.100.7 2001:db8::/48",
                Rule = LocationRule.Require,
            }
        );
        Assert.Equal("203.0.113.0/24\n198.51.100.7/32\n2001:db8::/48", details.Networks);

        var site = new Site
        {
            OrganizationId = Guid.Empty,
            Name = "Mill Lane",
            Zone = "Europe/London",
            Networks = details.Networks,
            CreatedAt = default,
        };
        Assert.All(
            ["203.0.113.9", "::ffff:203.0.113.9", "198.51.100.7", "2001:db8::1"],
            inside => Assert.True(site.HasInside(IPAddress.Parse(inside)))
        );
        Assert.All(
            ["203.0.114.9", "198.51.100.8", "2001:db9::1", "127.0.0.1"],
            outside => Assert.False(site.HasInside(IPAddress.Parse(outside)))
        );
        Assert.False(site.HasInside(null));
    }

    private static SiteDetails Read(SiteText text) => Assert.IsType<SiteReading.Good>(SiteDetails.Read(text)).Details;
}
