using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.Security;

/// <summary>Words that became reserved: no new organization gets one, and the one that has it keeps it.</summary>
public sealed class ReservedSlugTests
{
    /// <summary>As issue and plan list them.</summary>
    private const string Later =
        "kiosk imprint version compat iclock scim oauth connect verify represent register search analyze build recognition "
        + "detection verification livez readyz calendar offline";

    public static TheoryData<string> Words => [.. Later.Split(' ')];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_new_organization_of_that_name_gets_another_slug(string word)
    {
        Assert.False(Slug.IsValid(word));
        Assert.Equal($"{word}-co", Slug.From(word.ToUpperInvariant()));
    }

    [Fact]
    public async Task The_organization_that_has_one_keeps_it_until_it_has_another()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var ben = await world.ClientOfAsync(world.Ben);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/kiosk/live"));
        await RenameAsync("kiosk");
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/kiosk/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/kiosk"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/calendar/live"));

        await RenameAsync("bakery");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/kiosk"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/bakery/live"));

        async Task<HttpStatusCode> StatusAsync(string path) =>
            (await ben.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

        Task RenameAsync(string slug) =>
            app.InAsync(
                world.Bakery,
                (FaceRekDb db) =>
                    db
                        .Organizations.Where(organization => organization.Id == world.Bakery.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(organization => organization.Slug, slug))
            );
    }
}
