using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Attendance;

/// <summary>The cost of a page grows with what it shows: SQLite is asked how it would answer each query of a page, and no page reads punches or days from one end to the other.</summary>
public sealed partial class QueryPlanTests
{
    private static readonly string[] Large = ["Punches", "PunchAmendments", "AttendanceDays", "AttendanceWeeks"];

    [Fact]
    public async Task No_page_of_attendance_scans_punches_or_days()
    {
        var plans = new Plans();
        await using var app = await FaceRekApp.StartAsync(adjust: builder => builder.Services.ConfigureDbContext<SqliteFaceRekDb>(options => options.AddInterceptors(plans)));
        var world = await World.CreateAsync(app);
        using var eve = await world.ClientOfAsync(world.Eve);
        using var ada = await world.ClientOfAsync(world.Ada);
        plans.Seen.Clear();
        foreach (var path in new[] { "me", "me?month=2026-02", "me/corrections", "check-in", "check-in/pin" }) { await AssertOpensAsync(eve, path); }
        foreach (var path in new[] { "week", "reports/register", "reports/muster" }) { await AssertOpensAsync(ada, path); }
        foreach (var path in new[] { "", $"attendance/{world.EvePerson.Id}", "roll-call", "exceptions", "corrections", "shifts", "shifts/assignments", "policy", "periods" }) { await AssertOpensAsync(ada, path); }

        Assert.Contains(plans.Seen, seen => seen.Sql.Contains("\"Punches\"", StringComparison.Ordinal));
        Assert.Contains(plans.Seen, seen => seen.Sql.Contains("\"AttendanceDays\"", StringComparison.Ordinal));
        Assert.Empty(plans.Seen.SelectMany(seen => seen.Scans.Select(scan => $"{scan}: {seen.Sql}")).Distinct());
    }

    private static async Task AssertOpensAsync(HttpClient client, string path) => Assert.True((int)(await client.GetAsync(new Uri($"/bakery/{path}", UriKind.Relative))).StatusCode < 400, path);

    private sealed partial class Plans : DbCommandInterceptor
    {
        public ConcurrentBag<(string Sql, IReadOnlyList<string> Scans)> Seen { get; } = [];

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (Large.Any(table => command.CommandText.Contains($"\"{table}\"", StringComparison.Ordinal)) && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) { Seen.Add((command.CommandText, await ScansAsync(command, cancellationToken))); }
            return result;
        }

        private static async Task<List<string>> ScansAsync(DbCommand command, CancellationToken cancellation)
        {
            await using var explain = command.Connection!.CreateCommand();
            (explain.CommandText, explain.Transaction) = ($"EXPLAIN QUERY PLAN {command.CommandText}", command.Transaction);
            foreach (DbParameter parameter in command.Parameters)
            {
                var copy = explain.CreateParameter();
                (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
                _ = explain.Parameters.Add(copy);
            }
            var tables = Alias().Matches(command.CommandText).Select(match => (Table: match.Groups[1].Value, Alias: match.Groups[2].Value)).Where(one => Large.Contains(one.Table)).Select(one => one.Alias).ToHashSet();
            var scans = new List<string>();
            await using var reader = await explain.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                if (Scan().Match(reader.GetString(3)) is not { Success: true } scan || !tables.Contains(scan.Groups[1].Value + scan.Groups[2].Value)) { continue; }
                // What belongs to one organization is as good as everything, unless it is read in order and only so far.
                if (scan.Groups[1].Success || !command.CommandText.Contains("LIMIT", StringComparison.Ordinal)) { scans.Add(reader.GetString(3)); }
            }
            return scans;
        }

        [GeneratedRegex(@"(?:FROM|JOIN) ""(\w+)"" AS ""(\w+)""")]
        private static partial Regex Alias();

        [GeneratedRegex(@"^(?:SCAN (\w+)|SEARCH (\w+) .*\(OrganizationId=\?\))")]
        private static partial Regex Scan();
    }
}
