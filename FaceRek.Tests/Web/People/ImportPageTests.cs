using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.People;

public sealed partial class ImportPageTests
{
    private const string Page = "/bakery/people/import";

    [Fact]
    public async Task A_dry_run_says_line_by_line_what_would_happen_and_only_the_second_click_does_it()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        var html = await CheckAsync(
            admin,
            """
            External id;E-mail;Name
            Z-1;zoe@bakery.example;Zoë Ñandú
            E-1;;Somebody else
            Z-1;;Zoë again
            ;nobody;Max
            ;eve@bakery.example;Eve
            ;;Eve Employee
            Z-2;;"=HYPERLINK(""http://evil.example"")"
            H-1;hanna@harbour.example;Hanna Harbour
            """
        );

        Assert.Contains("3 can be added, 5 are left out", html, StringComparison.Ordinal);
        Assert.Contains("line 3: A person with this external id is already here.", html, StringComparison.Ordinal);
        Assert.Contains("line 4: Same external id as line 2.", html, StringComparison.Ordinal);
        Assert.Contains("line 5: This is not an email address.", html, StringComparison.Ordinal);
        Assert.Contains("line 6: A person with this email is already here.", html, StringComparison.Ordinal);
        Assert.Contains("line 7: A person with this name is already here.", html, StringComparison.Ordinal);
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(1, await db.People.CountAsync()));

        Assert.Equal("/bakery/people", (await ConfirmAsync(admin, Ticket(html))).Headers.Location!.ToString());
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    ["=HYPERLINK(\"http://evil.example\")", "Hanna Harbour", "Zoë Ñandú"],
                    await db
                        .People.Where(p => p.Id != world.EvePerson.Id)
                        .OrderBy(p => p.SearchKey)
                        .Select(p => p.Name)
                        .ToListAsync()
                )
        );
    }

    [Fact]
    public async Task Our_own_export_comes_back_byte_for_byte_in_another_organization_and_adds_no_one_twice_here()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        using var olaf = await world.ClientOfAsync(world.Olaf);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                foreach (
                    var (name, id) in new[]
                    {
                        ("=1+1", "-7"),
                        ("'t Hart", "'=x"),
                        ("Bell, \"Alex\"; G.", "007"),
                        ("Zoë 👩‍🚀", "+49 30"),
                    }
                )
                {
                    db.Add(
                        new Person
                        {
                            OrganizationId = world.Bakery.Id,
                            Name = name,
                            ExternalId = id,
                            Email = $"p{db.ChangeTracker.Entries().Count()}@bakery.example",
                            CreatedAt = app.Clock.GetUtcNow(),
                        }
                    );
                }
                db.ChangeTracker.Entries<Person>().First().Entity.Deactivate(app.Clock.GetUtcNow());
                await db.SaveChangesAsync();
            }
        );
        await app.InAsync(world.Harbour, async (FaceRekDb db) => await db.People.ExecuteDeleteAsync());

        var export = await admin.GetByteArrayAsync(new Uri("/bakery/people/export", UriKind.Relative));
        Assert.Contains("0 can be added, 5 are left out", await CheckAsync(admin, export), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (
                await ConfirmAsync(
                    olaf,
                    Ticket(await CheckAsync(olaf, export, "/harbour/people/import")),
                    "/harbour/people/import"
                )
            ).StatusCode
        );

        Assert.Equal(export, await olaf.GetByteArrayAsync(new Uri("/harbour/people/export", UriKind.Relative)));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("Name\n", "no people below it")]
    [InlineData("Name,Id\n\"Ada,1\n", "line 2: a quotation mark")]
    [InlineData("PK\u0003\u0004", "not a CSV file")]
    [InlineData("Ada,1\nBen,2\n", "line 1: no column is called")]
    public async Task A_file_that_cannot_be_read_says_why(string content, string words)
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        Assert.Contains(words, await CheckAsync(admin, content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_is_said_on_the_page_and_far_too_large_before_anything_is_read()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);

        Assert.Contains("larger than 1 MB", await CheckAsync(admin, new byte[1_500_000]), StringComparison.Ordinal);
        using var form = await FormAsync(admin, Page);
        form.Add(new ByteArrayContent(new byte[5_000_000]), "file", "people.csv");
        var answer = await admin.PostAsync(new Uri(Page, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("This file is too large", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_is_asked_for_again()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        Assert.Contains(
            "Choose a file.",
            await (await admin.SubmitAsync(Page, [])).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Five_thousand_people_come_in_together()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await world.SubscribeAsync(world.Bakery, PlanCatalogue.Business);
        using var admin = await world.ClientOfAsync(world.Ben);
        var file = new StringBuilder("Name,Id\n");
        for (var i = 0; i < 5_000; i++)
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"Person {i},N-{i}\n");
        }

        var html = await CheckAsync(admin, file.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await ConfirmAsync(admin, Ticket(html))).StatusCode);

        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(5_001, await db.People.CountAsync()));
    }

    [Fact]
    public async Task A_ticket_that_is_old_changed_used_or_someone_elses_adds_no_one()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var admin = await world.ClientOfAsync(world.Ben);
        using var owner = await world.ClientOfAsync(world.Ada);
        using var olaf = await world.ClientOfAsync(world.Olaf);
        var ticket = Ticket(await CheckAsync(admin, "Name,Id\nZoë,Z-1\n"));

        Assert.Contains(
            "has expired",
            await (await ConfirmAsync(owner, ticket)).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has expired",
            await (await ConfirmAsync(olaf, ticket, "/harbour/people/import")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has expired",
            await (await ConfirmAsync(admin, ticket[..^8] + "AAAAAAAA")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has expired",
            await (await ConfirmAsync(admin, "no ticket")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.Redirect, (await ConfirmAsync(admin, ticket)).StatusCode);
        Assert.Contains(
            "meanwhile, so nothing was imported",
            await (await ConfirmAsync(admin, ticket)).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Contains(
            "has expired",
            await (await ConfirmAsync(admin, ticket)).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        await app.InAsync(world.Bakery, async (FaceRekDb db) => Assert.Equal(2, await db.People.CountAsync()));
    }

    private static Task<string> CheckAsync(HttpClient client, string text) =>
        CheckAsync(client, Encoding.UTF8.GetBytes(text));

    private static async Task<string> CheckAsync(HttpClient client, byte[] file, string page = Page)
    {
        using var form = await FormAsync(client, page);
        form.Add(new ByteArrayContent(file), "file", "people.csv");
        return WebUtility.HtmlDecode(
            await (await client.PostAsync(new Uri(page, UriKind.Relative), form)).Content.ReadAsStringAsync()
        );
    }

    private static async Task<HttpResponseMessage> ConfirmAsync(HttpClient client, string ticket, string page = Page)
    {
        using var form = await FormAsync(client, page);
        form.Add(new StringContent(ticket), "ticket");
        return await client.PostAsync(new Uri(page, UriKind.Relative), form);
    }

    private static async Task<MultipartFormDataContent> FormAsync(HttpClient client, string page) =>
        new() { { new StringContent(await client.FormTokenAsync(page)), "__RequestVerificationToken" } };

    private static string Ticket(string html) => TicketField().Match(html).Groups[1].Value;

    [GeneratedRegex("""name="ticket" value="([^"]+)""")]
    private static partial Regex TicketField();
}
