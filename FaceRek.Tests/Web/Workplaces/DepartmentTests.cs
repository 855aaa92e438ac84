using System.Net;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Workplaces;

/// <summary>The tree of departments, and that a manager sees only the people below.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class DepartmentTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_manager_sees_and_punches_for_the_people_below_and_only_these()
    {
        var (shop, night) = (await AddAsync("Shop", null, world.Mia), await AddAsync("Night shift", "Shop"));
        var office = await AddAsync("Office", null);
        var people = await AddPeopleAsync(("Nora Night", night), ("Otto Office", office), ("Wanda Without", null));
        await MoveEveAsync(shop);
        using var mia = await world.ClientOfAsync(world.Mia);

        foreach (var page in new[] { "/bakery", "/bakery/punches/add" })
        {
            var html = await mia.GetStringAsync(new Uri(page, UriKind.Relative));
            Assert.All(["Eve Employee", "Nora Night"], name => Assert.Contains(name, html, StringComparison.Ordinal));
            Assert.All(
                ["Otto Office", "Wanda Without"],
                name => Assert.DoesNotContain(name, html, StringComparison.Ordinal)
            );
        }
        Assert.IsType<ManualPunchOutcome.Recorded>(await PunchAsync(Role.Manager, people["Nora Night"]));
        Assert.IsType<ManualPunchOutcome.NotFound>(await PunchAsync(Role.Manager, people["Otto Office"]));
        Assert.IsType<ManualPunchOutcome.NotFound>(await PunchAsync(Role.Manager, people["Wanda Without"]));
        Assert.IsType<ManualPunchOutcome.Recorded>(await PunchAsync(Role.Admin, people["Wanda Without"]));

        var board = await mia.GetStringAsync(new Uri("/bakery", UriKind.Relative));
        Assert.DoesNotContain("Wanda Without", board, StringComparison.Ordinal);
        using var admin = await world.ClientOfAsync(world.Ben);
        Assert.Contains(
            "Wanda Without",
            await admin.GetStringAsync(new Uri("/bakery", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_manager_who_leads_nothing_sees_no_one_and_is_told_why_once_there_are_departments()
    {
        using var mia = await world.ClientOfAsync(world.Mia);
        Assert.Contains(
            "Eve Employee",
            await mia.GetStringAsync(new Uri("/bakery", UriKind.Relative)),
            StringComparison.Ordinal
        );
        await MoveEveAsync(await AddAsync("Shop", null));
        var html = await mia.GetStringAsync(new Uri("/bakery", UriKind.Relative));
        Assert.DoesNotContain("Eve Employee", html, StringComparison.Ordinal);
        Assert.Contains("You do not lead a department yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_changes_of_departments_are_refused_in_words_and_change_nothing()
    {
        var (top, below) = (await AddAsync("Top", null, world.Mia), await AddAsync("Below", "Top"));
        await MoveEveAsync(below);
        using var admin = await world.ClientOfAsync(world.Ben);
        foreach (
            var (page, form, sentence) in new (string, Dictionary<string, string>, string)[]
            {
                ("add", Form(" "), "Enter a name"),
                ("add", Form("top"), "Another department has this name. Choose another."),
                ("add", Form("New", parent: Guid.CreateVersion7()), "Choose a department from the list."),
                ("add", Form("New", leader: world.Eve.Id), "Only managers and admins"),
                ("add", Form("New", leader: world.Olaf.Id), "Only managers and admins"),
                ($"{top}", Form("Top", parent: below), "cannot be part of itself"),
                ($"{top}", Form("Top", parent: top), "cannot be part of itself"),
                ($"{top}", new() { ["choice"] = "remove" }, "departments below it (1)"),
                ($"{below}", new() { ["choice"] = "remove" }, "still has people (1)"),
            }
        )
        {
            var answer = await admin.SubmitAsync($"/bakery/departments/{page}", form);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{page}: {sentence}");
            Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                Assert.Equal(
                    [("Below", (Guid?)top), ("Top", null)],
                    (await db.Departments.OrderBy(one => one.Name).ToListAsync()).Select(one =>
                        (one.Name, one.ParentId)
                    )
                );
                Assert.Equal(world.Mia.Id, (await db.DepartmentManagers.SingleAsync()).UserId);
            }
        );
    }

    [Fact]
    public async Task Departments_go_ten_levels_deep()
    {
        for (var level = 0; level < Department.MaxDepth; level++)
        {
            await AddAsync($"Level {level}", level == 0 ? null : $"Level {level - 1}");
        }
        Assert.IsType<DepartmentOutcome.TooDeep>(
            await DeskAsync(
                async (desk, db) =>
                    await desk.AddAsync(
                        "Deeper",
                        (await db.Departments.SingleAsync(one => one.Name == "Level 9")).Id,
                        [],
                        CancellationToken.None
                    )
            )
        );
    }

    [Fact]
    public async Task Who_leaves_the_company_leads_no_more()
    {
        await AddAsync("Shop", null, world.Mia);
        using var admin = await world.ClientOfAsync(world.Ben);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync($"/bakery/members/remove/{world.Mia.Id}", [])).StatusCode
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Equal(0, await db.DepartmentManagers.CountAsync())
        );
    }

    [Fact]
    public async Task A_file_of_people_names_site_and_department_and_comes_back_as_it_left()
    {
        await AddAsync("Shop", null);
        using var admin = await world.ClientOfAsync(world.Ben);
        await admin.SubmitAsync(
            "/bakery/sites/add",
            new()
            {
                ["Input.Name"] = "Mill Lane",
                ["Input.Zone"] = "Europe/London",
                ["Input.Rule"] = "Off",
            }
        );

        var check = await ImportAsync(admin, "Name,Site,Department\nNora,mill lane,SHOP\nOtto,Moon,\nPia,,Ovens\n");
        Assert.Contains("line 3: There is no open site with this name.", check, StringComparison.Ordinal);
        Assert.Contains("line 4: There is no department with this name.", check, StringComparison.Ordinal);
        var ticket = WebUtility.HtmlDecode(
            System.Text.RegularExpressions.Regex.Match(check, "name=\"ticket\" value=\"([^\"]+)").Groups[1].Value
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await admin.SubmitAsync("/bakery/people/import", new() { ["ticket"] = ticket })).StatusCode
        );

        var export = await admin.GetStringAsync(new Uri("/bakery/people/export", UriKind.Relative));
        Assert.Contains("\"Nora\",\"\",\"\",\"active\",\"Mill Lane\",\"Shop\"", export, StringComparison.Ordinal);
    }

    private static async Task<string> ImportAsync(HttpClient admin, string text)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await admin.FormTokenAsync("/bakery/people/import")), "__RequestVerificationToken" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", "people.csv" },
        };
        return await (
            await admin.PostAsync(new Uri("/bakery/people/import", UriKind.Relative), form)
        ).Content.ReadAsStringAsync();
    }

    private static Dictionary<string, string> Form(string name, Guid? parent = null, Guid? leader = null)
    {
        var form = new Dictionary<string, string>
        {
            ["Input.Name"] = name,
            ["Input.Parent"] = parent?.ToString() ?? "",
        };
        if (leader is { } id)
        {
            form["Input.Managers"] = id.ToString();
        }
        return form;
    }

    private async Task<Guid> AddAsync(string name, string? parent, params User[] leaders) =>
        Assert
            .IsType<DepartmentOutcome.Done>(
                await DeskAsync(
                    async (desk, db) =>
                        await desk.AddAsync(
                            name,
                            parent is null ? null : (await db.Departments.SingleAsync(one => one.Name == parent)).Id,
                            [.. leaders.Select(leader => leader.Id)],
                            CancellationToken.None
                        )
                )
            )
            .Department.Id;

    private Task<DepartmentOutcome> DeskAsync(Func<DepartmentDesk, FaceRekDb, Task<DepartmentOutcome>> work) =>
        app.InAsync(
            world.Bakery,
            services => work(services.GetRequiredService<DepartmentDesk>(), services.GetRequiredService<FaceRekDb>())
        );

    private async Task<Dictionary<string, Guid>> AddPeopleAsync(params (string Name, Guid? Department)[] parts)
    {
        var people = parts
            .Select(part => new Person
            {
                OrganizationId = world.Bakery.Id,
                Name = part.Name,
                DepartmentId = part.Department,
                CreatedAt = app.Clock.GetUtcNow(),
            })
            .ToList();
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(people);
                await db.SaveChangesAsync();
            }
        );
        return people.ToDictionary(person => person.Name, person => person.Id);
    }

    private Task MoveEveAsync(Guid department) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                (await db.People.AsTracking().SingleAsync(one => one.Id == world.EvePerson.Id)).DepartmentId =
                    department;
                await db.SaveChangesAsync();
            }
        );

    private async Task<ManualPunchOutcome> PunchAsync(Role role, Guid personId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(world.Bakery, role);
        return await scope
            .ServiceProvider.GetRequiredService<ManualPunchDesk>()
            .RecordAsync(
                personId,
                world.Mia.Id,
                app.Clock.GetUtcNow(),
                Direction.In,
                "camera broken",
                CancellationToken.None
            );
    }
}
