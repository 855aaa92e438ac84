using System.Net;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web;

public sealed class FrontDoorTests
{
    [Fact]
    public async Task A_member_enters_an_organization_and_a_stranger_or_another_organization_does_not()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var today = new Uri("/bakery", UriKind.Relative);

        using var member = await world.ClientOfAsync(world.Ada);
        using var stranger = await world.ClientOfAsync(null);
        using var neighbour = await world.ClientOfAsync(world.Olaf);

        Assert.Contains("Baker &amp; Daughters", await member.GetStringAsync(today), StringComparison.Ordinal);
        Assert.StartsWith(
            "/sign-in",
            (await stranger.GetAsync(today)).Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync(today)).StatusCode);
    }
}
