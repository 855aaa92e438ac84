using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.People;

public sealed class PersonPagesTests
{
    [Fact]
    public async Task An_admin_adds_a_person_and_edits_them()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        var added = await admin.SubmitAsync(
            "/bakery/people/add",
            Fields(" Zoë  <b>Ñandú</b> ", "Z-1", "zoe@bakery.example")
        );
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var page = added.Headers.Location!.ToString();
        Assert.Contains(
            "Zoë &lt;b&gt;Ñandú&lt;/b&gt; was added.",
            Readable(await admin.GetStringAsync(new Uri(page, UriKind.Relative))),
            StringComparison.Ordinal
        );

        var edited = await admin.SubmitAsync($"{page}/edit", Fields("Zoë Ñandú", "", ""));
        Assert.Equal(page, edited.Headers.Location!.ToString());
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var zoe = await db.People.SingleAsync(p => p.Name == "Zoë Ñandú");
                Assert.Equal((null, null, PersonStatus.Active), (zoe.ExternalId, zoe.Email, zoe.Status));
            }
        );
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_what_was_typed_stays()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        var html = await (
            await admin.SubmitAsync("/bakery/people/add", Fields(" ", "E-1", "nobody"))
        ).Content.ReadAsStringAsync();
        Assert.Contains("""id="name-error">Enter a name.""", html, StringComparison.Ordinal);
        Assert.Contains("""id="email-error">This is not an email address.""", html, StringComparison.Ordinal);
        Assert.Contains("value=\"nobody\"", html, StringComparison.Ordinal);

        var taken = await (
            await admin.SubmitAsync("/bakery/people/add", Fields("Other", "E-1", ""))
        ).Content.ReadAsStringAsync();
        Assert.Contains(
            """id="external-id-error">Another person already has this external id.""",
            taken,
            StringComparison.Ordinal
        );

        // The harbour has its own H-1, which does not matter here.
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync("/bakery/people/add", Fields("Other", "H-1", ""))).StatusCode
        );
    }

    [Fact]
    public async Task Of_two_admins_who_add_the_same_external_id_at_once_one_is_told()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        var answers = await PostAtOnceAsync(
            admin,
            "/bakery/people/add",
            [.. Enumerable.Range(0, 6).Select(i => Fields($"Twin {i}", "T-1", ""))]
        );

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Equal(1, await db.People.CountAsync(p => p.ExternalId == "T-1"))
        );
    }

    [Fact]
    public async Task Unknown_fields_are_ignored()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        var fields = Fields("Mallory", "", "");
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["Id"] = world.HarbourPerson.Id.ToString(),
                ["Input.Id"] = world.HarbourPerson.Id.ToString(),
                ["OrganizationId"] = world.Harbour.Id.ToString(),
                ["Input.OrganizationId"] = world.Harbour.Id.ToString(),
                ["Input.UserId"] = world.Ada.Id.ToString(),
                ["Input.Status"] = "Erased",
                ["Input.PinHash"] = "x",
                ["Person.UserId"] = world.Ada.Id.ToString(),
            }
        )
        {
            fields[name] = value;
        }

        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync($"/bakery/people/{world.EvePerson.Id}/edit", fields)).StatusCode
        );

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var eve = await db.People.SingleAsync();
                Assert.Equal(
                    (world.EvePerson.Id, "Mallory", world.Eve.Id, PersonStatus.Active, null),
                    (eve.Id, eve.Name, eve.UserId, eve.Status, eve.PinHash)
                );
            }
        );
        await app.InAsync(
            world.Harbour,
            async (FaceRekDb db) => Assert.Equal("Hanna Harbour", (await db.People.SingleAsync()).Name)
        );
    }

    [Fact]
    public async Task A_person_is_deactivated_and_comes_back()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        var page = $"/bakery/people/{world.EvePerson.Id}";

        foreach (
            var (choice, status) in new[]
            {
                ("deactivate", PersonStatus.Inactive),
                ("deactivate", PersonStatus.Inactive),
                ("reactivate", PersonStatus.Active),
            }
        )
        {
            Assert.Equal(
                page,
                (await admin.SubmitAsync(page, new() { ["choice"] = choice })).Headers.Location!.ToString()
            );
            await app.InAsync(
                world.Bakery,
                async (FaceRekDb db) => Assert.Equal(status, (await db.People.SingleAsync()).Status)
            );
        }
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await admin.SubmitAsync(page, new() { ["choice"] = "promote" })).StatusCode
        );
    }

    [Fact]
    public async Task Erasing_takes_the_name_typed_and_leaves_a_pseudonym_without_face_sign_in_or_pin()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await Core.People.Consent.ConsentDeskTests.ConsentAsync(app, world);
        await Core.People.Consent.ConsentDeskTests.EnrolAsync(app, world);
        using var admin = await world.ClientOfAsync(world.Ben);
        var page = $"/bakery/people/{world.EvePerson.Id}/erase";

        var slip = await admin.SubmitAsync(page, new() { ["TypedName"] = "Eva Employee" });
        Assert.Contains("Nothing was erased", await slip.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(1, await db.FaceTemplates.CountAsync()));

        Assert.Equal(
            "/bakery/people",
            (await admin.SubmitAsync(page, new() { ["TypedName"] = "eve employee " })).Headers.Location!.ToString()
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var person = await db.People.SingleAsync();
                Assert.StartsWith("Erased person", person.Name, StringComparison.Ordinal);
                Assert.Equal(
                    (PersonStatus.Erased, null, null, null, null),
                    (person.Status, person.ExternalId, person.Email, person.UserId, person.PinHash)
                );
                Assert.Null(person.SealedFaceKey);
                Assert.DoesNotContain("eve", person.SearchKey, StringComparison.Ordinal);
                Assert.Empty(await db.FaceTemplates.ToListAsync());
                Assert.False(await db.FaceConsents.AreGivenAsync(person.Id, CancellationToken.None));
            }
        );
        Assert.Contains(
            "No one on the list yet",
            await admin.GetStringAsync(new Uri("/bakery/people?status=all", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "was erased",
            await admin.GetStringAsync(new Uri($"/bakery/people/{world.EvePerson.Id}", UriKind.Relative)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await admin.GetAsync(new Uri($"/bakery/people/{world.EvePerson.Id}/edit", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task An_admin_who_also_checks_in_becomes_one_of_the_people_once()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        var answers = await PostAtOnceAsync(
            admin,
            "/bakery/people/join",
            [
                [],
                [],
                [],
                [],
            ]
        );

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal("Ben Admin", (await db.People.SingleAsync(p => p.UserId == world.Ben.Id)).Name)
        );
    }

    [Fact]
    public async Task A_person_with_an_email_is_invited_to_sign_in_as_an_employee_and_unlinked_again()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        var page = (
            await admin.SubmitAsync("/bakery/people/add", Fields("Zoë", "", "zoe@bakery.example"))
        ).Headers.Location!.ToString();

        Assert.Equal(
            page,
            (
                await admin.SubmitAsync($"{page}/sign-in", new() { ["choice"] = "invite", ["Role"] = "Owner" })
            ).Headers.Location!.ToString()
        );
        Assert.Contains("/invitation", app.Mail.LinkTo("zoe@bakery.example"), StringComparison.Ordinal);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var invitation = await db.Invitations.SingleAsync();
                Assert.Equal((Role.Employee, page), (invitation.Role, $"/bakery/people/{invitation.PersonId}"));
            }
        );
        Assert.Contains(
            "Invited",
            await admin.GetStringAsync(new Uri(page, UriKind.Relative)),
            StringComparison.Ordinal
        );

        var eve = $"/bakery/people/{world.EvePerson.Id}";
        var refused = await admin.SubmitAsync($"{eve}/sign-in", new() { ["choice"] = "invite" });
        Assert.Contains(
            "Only an active person without a sign-in",
            await refused.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            eve,
            (await admin.SubmitAsync($"{eve}/sign-in", new() { ["choice"] = "unlink" })).Headers.Location!.ToString()
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Null((await db.People.SingleAsync(p => p.Id == world.EvePerson.Id)).UserId)
        );
    }

    private static async Task<HttpResponseMessage[]> PostAtOnceAsync(
        HttpClient client,
        string page,
        Dictionary<string, string>[] forms
    )
    {
        var token = await client.FormTokenAsync(page);
        return await Task.WhenAll(
            forms.Select(form =>
                client.PostAsync(
                    new Uri(page, UriKind.Relative),
                    new FormUrlEncodedContent(form.Append(new("__RequestVerificationToken", token)))
                )
            )
        );
    }

    private static Dictionary<string, string> Fields(string name, string externalId, string email) =>
        new()
        {
            ["Input.Name"] = name,
            ["Input.ExternalId"] = externalId,
            ["Input.Email"] = email,
        };

    /// <summary>Decodes emails that HTML writes as numbers; what must stay escaped is unchanged.</summary>
    private static string Readable(string html) =>
        html.Replace("&#xEB;", "ë", StringComparison.Ordinal)
            .Replace("&#xD1;", "Ñ", StringComparison.Ordinal)
            .Replace("&#xFA;", "ú", StringComparison.Ordinal);
}
