using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Tests.Support;
using FaceRek.Web.Pages.Organization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Attendance;

/// <summary>
/// The cost of a page grows with what it shows: SQLite explains the plan of each query of a page, and no page scans all
/// punches or days.
/// </summary>
public sealed partial class QueryPlanTests
{
    private static readonly string[] Large = ["Punches", "PunchAmendments", "AttendanceDays", "AttendanceWeeks"];

    [Fact]
    public async Task No_page_of_attendance_scans_punches_or_days()
    {
        var plans = new Plans();
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.ConfigureDbContext<SqliteFaceRekDb>(options => options.AddInterceptors(plans))
        );
        var world = await World.CreateAsync(app);
        using var eve = await world.ClientOfAsync(world.Eve);
        using var ada = await world.ClientOfAsync(world.Ada);
        plans.Seen.Clear();
        foreach (var path in new[] { "me", "me?month=2026-02", "me/corrections", "check-in", "check-in/pin" })
        {
            await AssertOpensAsync(eve, path);
        }
        foreach (var path in new[] { "week", "reports/register", "reports/muster" })
        {
            await AssertOpensAsync(ada, path);
        }
        foreach (
            var path in new[]
            {
                "",
                $"attendance/{world.EvePerson.Id}",
                "roll-call",
                "people",
                "exceptions",
                "corrections",
                "shifts",
                "shifts/assignments",
                "policy",
                "periods",
            }
        )
        {
            await AssertOpensAsync(ada, path);
        }

        await LeadAsync(app, world);
        using var mia = await world.ClientOfAsync(world.Mia);
        foreach (
            var path in new[]
            {
                "",
                "week",
                "charts",
                "exceptions",
                "reports/register",
                "reports/overtime",
                "reports/payroll",
            }
        )
        {
            await AssertOpensAsync(mia, path);
        }

        Assert.Contains(plans.Seen, seen => seen.Sql.Contains("\"FormerWorkplaces\"", StringComparison.Ordinal));
        Assert.Contains(plans.Seen, seen => seen.Sql.Contains("\"Punches\"", StringComparison.Ordinal));
        Assert.Contains(plans.Seen, seen => seen.Sql.Contains("\"AttendanceDays\"", StringComparison.Ordinal));
        Assert.Empty(plans.Seen.SelectMany(seen => seen.Scans.Select(scan => $"{scan}: {seen.Sql}")).Distinct());
    }

    [Fact]
    public async Task The_inbox_is_read_in_order_from_the_days_that_wait_and_counted_no_further_than_it_says()
    {
        var plans = new Plans();
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.ConfigureDbContext<SqliteFaceRekDb>(options => options.AddInterceptors(plans))
        );
        var world = await World.CreateAsync(app);
        var last = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime).AddDays(-1);
        await app.InAsync(
            world.Bakery,
            async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await db.InsertAsync(
                    Enumerable
                        .Range(0, ExceptionsModel.MaxCounted + 1)
                        .Select(ago => Odd(world.EvePerson, last.AddDays(-ago))),
                    TestContext.Current.CancellationToken
                );
                await transaction.CommitAsync();
            }
        );
        using var ada = await world.ClientOfAsync(world.Ada);
        plans.Seen.Clear();
        var page = await ada.GetStringAsync(new Uri("/bakery/exceptions", UriKind.Relative));

        Assert.Contains($"More than {ExceptionsModel.MaxCounted} days", page, StringComparison.Ordinal);
        Assert.Equal(50, page.Split("<section class=\"card\"").Length - 1);
        Assert.Contains(
            last.AddDays(-ExceptionsModel.MaxCounted)
                .ToString("d MMMM", System.Globalization.CultureInfo.InvariantCulture),
            page,
            StringComparison.Ordinal
        );
        // Queries of background jobs do not belong to the page.
        var asked = plans
            .Seen.Where(seen =>
                seen.Sql.Contains("\"NeedsDecision\"", StringComparison.Ordinal)
                && seen.Sql.Contains("LIMIT", StringComparison.Ordinal)
            )
            .ToList();
        Assert.Equal(4, asked.Count);
        Assert.All(
            asked,
            seen =>
            {
                Assert.Contains(
                    seen.Plan,
                    step =>
                        step.Contains("IX_AttendanceDays_OrganizationId_On_PersonId", StringComparison.Ordinal)
                        || step.Contains("IX_AttendanceWeeks_OrganizationId_From_PersonId", StringComparison.Ordinal)
                );
                Assert.DoesNotContain(seen.Plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            }
        );
    }

    private static AttendanceDay Odd(Person person, DateOnly on) =>
        new()
        {
            OrganizationId = person.OrganizationId,
            PersonId = person.Id,
            On = on,
            Zone = "Europe/London",
            Status = DayStatus.Incomplete,
            SettlesAt = DateTimeOffset.UnixEpoch,
            Exceptions = ExceptionKinds.OddPunches,
            OpenExceptions = ExceptionKinds.OddPunches,
            NeedsDecision = true,
        };

    /// <summary>Mia leads a department from which a person moved away, so that her pages read each person's workplace by day.</summary>
    private static Task LeadAsync(FaceRekApp app, World world) =>
        app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var shop = new Department
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Shop",
                    CreatedAt = app.Clock.GetUtcNow(),
                };
                db.AddRange(
                    shop,
                    new DepartmentManager
                    {
                        OrganizationId = world.Bakery.Id,
                        DepartmentId = shop.Id,
                        UserId = world.Mia.Id,
                    },
                    new FormerWorkplace
                    {
                        OrganizationId = world.Bakery.Id,
                        PersonId = world.EvePerson.Id,
                        Until = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime).AddDays(-3),
                        SiteId = null,
                        DepartmentId = shop.Id,
                    }
                );
                await db.SaveChangesAsync();
            }
        );

    private static async Task AssertOpensAsync(HttpClient client, string path) =>
        Assert.True((int)(await client.GetAsync(new Uri($"/bakery/{path}", UriKind.Relative))).StatusCode < 400, path);

    private sealed partial class Plans : DbCommandInterceptor
    {
        public ConcurrentBag<(string Sql, IReadOnlyList<string> Plan, IReadOnlyList<string> Scans)> Seen { get; } = [];

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            if (
                Large.Any(table => command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal))
                && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
            )
            {
                await AddAsync(command, cancellationToken);
            }
            return result;
        }

        private async Task AddAsync(DbCommand command, CancellationToken cancellationToken)
        {
            await using var explain = command.Connection!.CreateCommand();
            (explain.CommandText, explain.Transaction) = (
                $"EXPLAIN QUERY PLAN {command.CommandText}",
                command.Transaction
            );
            foreach (DbParameter parameter in command.Parameters)
            {
                var copy = explain.CreateParameter();
                (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
                explain.Parameters.Add(copy);
            }
            var tables = Alias()
                .Matches(command.CommandText)
                .Select(match => (Table: match.Groups[1].Value, Alias: match.Groups[2].Value))
                .Where(one => Large.Contains(one.Table))
                .Select(one => one.Alias)
                .ToHashSet();
            var (plan, scans) = (new List<string>(), new List<string>());
            await using var reader = await explain.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                plan.Add(reader.GetString(3));
                if (
                    Scan().Match(reader.GetString(3)) is not { Success: true } scan
                    || !tables.Contains(scan.Groups[1].Value + scan.Groups[2].Value)
                )
                {
                    continue;
                }
                // Reading all rows of one organization counts as a full scan, unless it is ordered and limited.
                if (scan.Groups[1].Success || !command.CommandText.Contains("LIMIT", StringComparison.Ordinal))
                {
                    scans.Add(reader.GetString(3));
                }
            }
            Seen.Add((command.CommandText, plan, scans));
        }

        [GeneratedRegex(@"(?:FROM|JOIN) ""(\w+)"" AS ""(\w+)""")]
        private static partial Regex Alias();

        [GeneratedRegex(@"^(?:SCAN (\w+)|SEARCH (\w+) .*\(OrganizationId=\?\))")]
        private static partial Regex Scan();
    }
}
