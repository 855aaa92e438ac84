using System.Net;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.SignIn;

public sealed class OrganizationsTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task Who_is_in_several_organizations_chooses_after_the_sign_in()
    {
        var email = await town.NewOwnerAsync("two@places.example", "First Place");
        using var client = town.App.NewClient();
        using (var signedIn = await AccountsFixture.SignInAsync(client, email, AccountsFixture.GoodPassword))
        {
            Assert.Equal("/first-place", await AccountsFixture.SentToAsync(signedIn));
        }

        using (
            var made = await client.SubmitAsync(
                "/organizations/new",
                new() { ["Input.Company"] = "Second Place", ["Input.Zone"] = "Asia/Tokyo" }
            )
        )
        {
            Assert.Equal("/second-place", await AccountsFixture.SentToAsync(made));
        }
        var choice = await client.Read("/organizations");
        Assert.Contains("href=\"/first-place\"", choice, StringComparison.Ordinal);
        Assert.Contains("href=\"/second-place\"", choice, StringComparison.Ordinal);
        Assert.DoesNotContain("bakery", choice, StringComparison.OrdinalIgnoreCase);

        using var again = town.App.NewClient();
        using var chooser = await AccountsFixture.SignInAsync(again, email, AccountsFixture.GoodPassword);
        Assert.Equal("/organizations", await AccountsFixture.SentToAsync(chooser));
    }

    [Fact]
    public async Task An_admin_changes_name_and_zone_and_the_slug_stays()
    {
        using var client = await town.World.ClientOfAsync(town.World.Ben);
        using var saved = await client.SubmitAsync(
            "/bakery/settings",
            new() { ["Input.Name"] = "Baker & Sons", ["Input.Zone"] = "America/New_York" }
        );
        Assert.Equal("/bakery/settings", await AccountsFixture.SentToAsync(saved));
        Assert.Contains("Baker &amp; Sons", await client.Read("/bakery/settings"), StringComparison.Ordinal);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal("America/New_York", (await db.Organizations.SingleAsync(o => o.Slug == "bakery")).Zone)
        );
    }

    [Theory]
    [InlineData("Baker", "Mars/Phobos")]
    [InlineData("Baker", "")]
    [InlineData("Baker", "../../etc/passwd")]
    [InlineData("", "Europe/London")]
    [InlineData("B\u202Eaker", "Europe/London")]
    public async Task A_name_or_zone_that_is_none_is_refused(string name, string zone)
    {
        using var client = await town.World.ClientOfAsync(town.World.Olaf);
        using var refused = await client.SubmitAsync(
            "/harbour/settings",
            new() { ["Input.Name"] = name, ["Input.Zone"] = zone }
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await town.App.InAsync(
            town.World.Harbour,
            async (FaceRekDb db) =>
                Assert.Equal("North Harbour", (await db.Organizations.SingleAsync(o => o.Slug == "harbour")).Name)
        );
    }

    [Fact]
    public async Task A_manager_an_employee_and_the_neighbour_do_not_open_the_settings()
    {
        foreach (
            var (user, status) in new[]
            {
                (town.World.Mia, HttpStatusCode.Forbidden),
                (town.World.Eve, HttpStatusCode.Forbidden),
                (town.World.Olaf, HttpStatusCode.NotFound),
            }
        )
        {
            using var client = await town.World.ClientOfAsync(user);
            using var response = await client.Get("/bakery/settings");
            Assert.Equal(status, response.StatusCode);
        }
    }
}
