using System.Net;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.People;

public sealed class PeopleListTests
{
    [Fact]
    public async Task People_are_found_by_name_external_id_and_email_whatever_the_case()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await AddAsync(app, world, ("Zoë Ñandú", "Z-100%_", "zoe@bakery.example"), ("Łukasz Öztürk", "L-2", null));
        using var admin = await world.ClientOfAsync(world.Ben);

        foreach (
            var (search, isFound) in new[]
            {
                ("zoe", true),
                ("ZOË", true),
                ("ñandú zo", true),
                ("z-100%_", true),
                ("ZOE@BAKERY", true),
                ("%", true),
                ("100__", false),
                ("z-100a", false),
                ("' OR 1=1 --", false),
                ("Zoë' ; DROP", false),
                ("hanna", false),
                ("\\", false),
            }
        )
        {
            var html = WebUtility.HtmlDecode(
                await admin.GetStringAsync(
                    new Uri($"/bakery/people?q={Uri.EscapeDataString(search)}", UriKind.Relative)
                )
            );
            Assert.Equal((search, isFound), (search, html.Contains("<bdi>Zoë Ñandú</bdi>", StringComparison.Ordinal)));
            Assert.DoesNotContain("Hanna", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_pages_sorts_and_filters_by_status()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await AddAsync(
            app,
            world,
            [.. Enumerable.Range(0, 60).Select(i => ($"Person {i:00}", (string?)null, (string?)null))]
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.People.AsTracking().Single(p => p.Name == "Person 07").Deactivate(app.Clock.GetUtcNow());
                await db.SaveChangesAsync();
            }
        );
        using var admin = await world.ClientOfAsync(world.Ben);

        Assert.Equal(["Eve Employee", "Person 00"], (await NamesAsync(admin, "")).Take(2));
        Assert.Equal(25, (await NamesAsync(admin, "")).Count);
        Assert.Equal(["Person 59", "Person 58"], (await NamesAsync(admin, "?sort=-name")).Take(2));
        Assert.Equal(10, (await NamesAsync(admin, "?page=3")).Count);
        Assert.Equal(10, (await NamesAsync(admin, "?page=999")).Count);
        Assert.Equal(60, (await NamesAsync(admin, "?size=100")).Count);
        Assert.Equal(["Person 07"], await NamesAsync(admin, "?status=inactive"));
        Assert.Contains("Person 07", await NamesAsync(admin, "?status=all&size=100"));
    }

    [Theory]
    [InlineData("page=-1")]
    [InlineData("page=0")]
    [InlineData("page=99999999999")]
    [InlineData("page=1e3")]
    [InlineData("size=1000000000")]
    [InlineData("size=24")]
    [InlineData("sort=name;--")]
    [InlineData("sort=PasswordHash")]
    [InlineData("sort=--name")]
    [InlineData("status=erased")]
    public async Task A_value_the_list_does_not_know_is_refused_with_the_ones_it_does(string query)
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        var answer = await admin.GetAsync(new Uri($"/bakery/people?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("name, status, added", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_says_consent_faces_and_the_last_punch()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        Assert.Contains(
            "Missing",
            await admin.GetStringAsync(new Uri("/bakery/people", UriKind.Relative)),
            StringComparison.Ordinal
        );

        await Core.People.Consent.ConsentDeskTests.ConsentAsync(app, world);
        await Core.People.Consent.ConsentDeskTests.EnrolAsync(app, world);

        var html = await admin.GetStringAsync(new Uri("/bakery/people", UriKind.Relative));
        Assert.Contains("Given", html, StringComparison.Ordinal);
        Assert.Contains("""data-label="Faces" class="table__number">1<""", html, StringComparison.Ordinal);
        Assert.Contains("never", html, StringComparison.Ordinal);
    }

    private static Task AddAsync(
        FaceRekApp app,
        World world,
        params (string Name, string? ExternalId, string? Email)[] people
    ) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(
                    people.Select(p => new Person
                    {
                        OrganizationId = world.Bakery.Id,
                        Name = p.Name,
                        ExternalId = p.ExternalId,
                        Email = p.Email,
                        CreatedAt = app.Clock.GetUtcNow(),
                    })
                );
                await db.SaveChangesAsync();
            }
        );

    private static async Task<IReadOnlyList<string>> NamesAsync(HttpClient admin, string query)
    {
        var html = await admin.GetStringAsync(new Uri($"/bakery/people{query}", UriKind.Relative));
        return
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(html, """<th scope="row"><a[^>]*><bdi>([^<]+)</bdi>""")
                .Select(m => m.Groups[1].Value),
        ];
    }
}
