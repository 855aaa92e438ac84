using System.Net;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.People;

/// <summary>Every page here, requested by users without access.</summary>
public sealed class PeopleAccessTests
{
    private static readonly string[] ForAdmins =
    [
        "people",
        "people/add",
        "people/import",
        "people/export",
        "people/join",
        "consent-text",
    ];
    private static readonly string[] OfPerson = ["", "/edit", "/erase", "/consent", "/sign-in"];
    private static readonly string[] ForEverybody = ["me/consent", "me/pin"];

    [Fact]
    public async Task Admins_and_owners_open_them_managers_and_employees_may_not_and_strangers_are_sent_to_sign_in()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var pages = ForAdmins
            .Select(p => $"/bakery/{p}")
            .Concat(OfPerson.Select(p => $"/bakery/people/{world.EvePerson.Id}{p}"))
            .ToList();

        foreach (
            var (user, status) in new[]
            {
                (world.Ada, 200),
                (world.Ben, 200),
                (world.Mia, 403),
                (world.Eve, 403),
                (world.Olaf, 404),
                (null, 302),
            }
        )
        {
            using var client = await world.ClientOfAsync(user);
            foreach (var page in pages)
            {
                Assert.Equal(
                    (page, (HttpStatusCode)status),
                    (page, (await client.GetAsync(new Uri(page, UriKind.Relative))).StatusCode)
                );
            }
        }
    }

    [Fact]
    public async Task A_person_of_another_organization_is_not_there_whatever_is_asked()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        var token = await admin.FormTokenAsync("/bakery/people/add");
        // The server itself refuses a null character, before any page.
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await admin.GetAsync(new Uri("/bakery/people/%00", UriKind.Relative))).StatusCode
        );
        string[] ids =
        [
            world.HarbourPerson.Id.ToString(),
            Guid.Empty.ToString(),
            Guid.CreateVersion7().ToString(),
            "-1",
            "0",
            "9223372036854775808",
            "1;drop",
            "1e3",
        ];

        foreach (var page in ids.SelectMany(id => OfPerson.Select(p => $"/bakery/people/{id}{p}")))
        {
            Assert.Equal(
                (page, HttpStatusCode.NotFound),
                (page, (await admin.GetAsync(new Uri(page, UriKind.Relative))).StatusCode)
            );
            foreach (
                var choice in page.EndsWith("/sign-in", StringComparison.Ordinal) ? ["invite", "unlink"]
                : page.EndsWith("/consent", StringComparison.Ordinal) ? ["", "withdraw"]
                : new[] { "deactivate", "reactivate" }
            )
            {
                using var form = new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["__RequestVerificationToken"] = token,
                        ["choice"] = choice,
                        ["Input.Choice"] = choice,
                        ["Input.Name"] = "Mallory",
                        ["TypedName"] = "Hanna Harbour",
                        ["Input.Statement"] = "signed",
                        ["Input.TextVersion"] = "1",
                    }
                );
                Assert.Equal(
                    (page, HttpStatusCode.NotFound),
                    (page, (await admin.PostAsync(new Uri(page, UriKind.Relative), form)).StatusCode)
                );
            }
        }
    }

    [Fact]
    public async Task Only_members_open_their_own_pages()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);

        foreach (
            var (user, status) in new[]
            {
                (world.Eve, 200),
                (world.Mia, 200),
                (world.Ada, 200),
                (world.Olaf, 404),
                (null, 302),
            }
        )
        {
            using var client = await world.ClientOfAsync(user);
            foreach (var page in ForEverybody)
            {
                Assert.Equal(
                    (HttpStatusCode)status,
                    (await client.GetAsync(new Uri($"/bakery/{page}", UriKind.Relative))).StatusCode
                );
            }
        }
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        using var form = new FormUrlEncodedContent([new("choice", "deactivate")]);

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await admin.PostAsync(new Uri($"/bakery/people/{world.EvePerson.Id}", UriKind.Relative), form)).StatusCode
        );
    }
}
