using System.Net;
using System.Text.RegularExpressions;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Reports;

/// <summary>Reports, week and charts over HTTP: whose data they show, what they refuse, and what they read.</summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class ReportPagesTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient mia = null!;

    private DateOnly Today => DateOnly.FromDateTime(world.Bakery.InZone(app.Clock.GetUtcNow()).DateTime);

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        mia = await world.ClientOfAsync(world.Mia);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var shop = new Department
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Shop",
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                var office = new Department
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Office",
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                var site = new Site
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Mill Lane",
                    Zone = "Asia/Tokyo",
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                var otto = new Person
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Otto Office",
                    DepartmentId = office.Id,
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                db.AddRange(
                    shop,
                    office,
                    site,
                    otto,
                    new DepartmentManager
                    {
                        OrganizationId = world.Bakery.Id,
                        DepartmentId = shop.Id,
                        UserId = world.Mia.Id,
                    }
                );
                var eve = await db.People.AsTracking().SingleAsync(person => person.Id == world.EvePerson.Id);
                (eve.DepartmentId, eve.SiteId) = (shop.Id, site.Id);
                db.AddRange(Day(world.EvePerson.Id, DayStatus.Present, late: 900), Day(otto.Id, DayStatus.Absent));
                await db.SaveChangesAsync();
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        mia.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_manager_finds_the_people_below_in_every_report_file_and_grid_and_an_admin_everyone()
    {
        using var ben = await world.ClientOfAsync(world.Ben);
        foreach (
            var page in Enum.GetValues<ReportKind>()
                .SelectMany(kind => new[] { $"reports/{kind}", $"reports/{kind}/export" })
                .Append("week")
        )
        {
            var (hers, his) = (await GetAsync(mia, page), await GetAsync(ben, page));
            Assert.DoesNotContain("Otto Office", hers, StringComparison.Ordinal);
            if (
                !page.Contains("Absence", StringComparison.Ordinal)
                && !page.Contains("Overtime", StringComparison.Ordinal)
            )
            {
                Assert.Contains("Eve Employee", hers, StringComparison.Ordinal);
            }
            if (
                !page.Contains("Late", StringComparison.Ordinal) && !page.Contains("Overtime", StringComparison.Ordinal)
            )
            {
                Assert.Contains("Otto Office", his, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_report_can_be_of_one_department_or_one_site()
    {
        using var ben = await world.ClientOfAsync(world.Ben);
        var (shop, site) = (Guid.Empty, Guid.Empty);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                (shop, site) = (
                    (await db.Departments.SingleAsync(one => one.Name == "Shop")).Id,
                    (await db.Sites.SingleAsync()).Id
                )
        );
        Assert.DoesNotContain(
            "Otto Office",
            await GetAsync(ben, $"reports/register?department={shop}"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "Otto Office",
            await GetAsync(ben, $"reports/register?site={site}"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"Asia/Tokyo\"",
            await GetAsync(ben, $"reports/payroll/export?site={site}"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("?from=2026-02-30")]
    [InlineData("?from=2026-03-02&to=2026-03-01")]
    [InlineData("?from=2026-01-01&to=2027-06-01")]
    [InlineData("?from=01/02/2026")]
    [InlineData("?from=1999-12-31&to=2000-01-05")]
    [InlineData("?from=9999-12-31")]
    [InlineData("?department=shop")]
    [InlineData("?page=-1")]
    [InlineData("?page=1e9")]
    [InlineData("?sort=name;--")]
    [InlineData("?from=2026-03-01&from=2026-03-02")]
    public async Task Days_that_are_none_are_refused_in_words(string query)
    {
        var answer = await mia.GetAsync(new Uri($"/bakery/reports/register{query}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            "This report cannot be shown like this.",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await mia.GetAsync(new Uri($"/bakery/reports/register/export{query}", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task An_unknown_report_or_format_is_not_found()
    {
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await mia.GetAsync(new Uri("/bakery/reports/salaries", UriKind.Relative))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await mia.GetAsync(new Uri("/bakery/reports/register/export?format=pdf", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task A_workbook_comes_as_one_and_its_temporary_file_goes()
    {
        var answer = await mia.GetAsync(new Uri("/bakery/reports/payroll/export?format=xlsx", UriKind.Relative));
        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            answer.Content.Headers.ContentType!.MediaType
        );
        Assert.Equal("PK"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync())[..2]);
        Assert.Matches("^payroll-bakery-[0-9-]+[.]xlsx$", answer.Content.Headers.ContentDisposition!.FileName!);
    }

    [Fact]
    public async Task A_stream_over_several_batches_gives_everyone_once_in_order()
    {
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(
                    Enumerable
                        .Range(0, 450)
                        .Select(index => new Person
                        {
                            OrganizationId = world.Bakery.Id,
                            Name = $"Person {index % 150:000}",
                            CreatedAt = app.Clock.GetUtcNow(),
                        })
                );
                await db.SaveChangesAsync();
            }
        );
        var names = await app.InAsync(
            world.Bakery,
            async services =>
            {
                var streamed = new List<PersonDays>();
                await foreach (
                    var person in services
                        .GetRequiredService<TeamDays>()
                        .StreamAsync(new ReportScope(VisibilityScope.Everybody, Today, Today), CancellationToken.None)
                )
                {
                    streamed.Add(person);
                }
                return streamed;
            }
        );
        Assert.Equal(452, names.Select(person => person.Person.Id).Distinct().Count());
        Assert.Equal(
            names.Select(person => person.Person.Name).Order(StringComparer.Ordinal),
            names.Select(person => person.Person.Name)
        );
    }

    [Fact]
    public async Task No_report_grid_or_chart_reads_punches_or_days_it_does_not_show()
    {
        var plans = await app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                var ids = new List<Guid> { world.EvePerson.Id };
                var (from, to) = (Today.AddDays(-30), Today);
                return new[]
                {
                    await PlanAsync(db, db.AttendanceDays.Where(day => ids.Contains(day.PersonId)).Between(from, to)),
                    await PlanAsync(
                        db,
                        db.AttendanceDays.Between(from, to)
                            .GroupBy(day => day.On)
                            .Select(group => new { group.Key, Count = group.Count() })
                    ),
                };
            }
        );
        Assert.All(plans, plan => Assert.Matches("SEARCH [^|]*USING (INDEX|PRIMARY KEY|COVERING INDEX)[^|]*On>", plan));
        Assert.All(plans, plan => Assert.DoesNotContain("SCAN a", plan, StringComparison.Ordinal));

        using var ben = await world.ClientOfAsync(world.Ben);
        foreach (var page in new[] { "reports/register", "reports/muster", "reports/payroll/export", "week", "charts" })
        {
            await GetAsync(ben, page);
        }
    }

    private static async Task<string> PlanAsync<T>(FaceRekDb db, IQueryable<T> query)
    {
        await using var command = query.CreateDbCommand();
        await db.Database.OpenConnectionAsync();
        command.CommandText =
            $"EXPLAIN QUERY PLAN {Regex.Replace(command.CommandText, @"^\.param .*$", "", RegexOptions.Multiline)}";
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(3));
        }
        return string.Join(" | ", lines);
    }

    private static Task<string> GetAsync(HttpClient client, string page) =>
        client.GetStringAsync(new Uri($"/bakery/{page.ToLowerInvariant()}", UriKind.Relative));

    private AttendanceDay Day(Guid personId, DayStatus status, int late = 0) =>
        new()
        {
            OrganizationId = world.Bakery.Id,
            PersonId = personId,
            On = Today,
            Zone = "Europe/London",
            Status = status,
            PlannedSeconds = 27_000,
            LateSeconds = late,
            WorkedSeconds = status == DayStatus.Present ? 27_000 : 0,
            FirstInAt = status == DayStatus.Present ? app.Clock.GetUtcNow().AddHours(-8) : null,
            SettlesAt = app.Clock.GetUtcNow().AddHours(-1),
        };
}
