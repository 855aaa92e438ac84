using System.Text.RegularExpressions;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Attendance.Days;

/// <summary>
/// Cached rules are never older than the database, even when another node changes them. One organization, and as many nodes as a test
/// needs.
/// </summary>
public sealed partial class RuleSetCacheTests(RuleSetCacheTests.Nodes nodes) : IClassFixture<RuleSetCacheTests.Nodes>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static readonly Dictionary<string, Func<IServiceProvider, Nodes, Task>> Changed = new()
    {
        ["holiday"] = (services, nodes) =>
            services.GetRequiredService<HolidayDesk>().AddAsync(null, nodes.Today, $"Day {nodes.Next()}", Cancellation),
        ["shift"] = (services, nodes) =>
            services
                .GetRequiredService<ShiftDesk>()
                .AddAsync(nodes.Office with { Name = $"Shift {nodes.Next()}" }, Cancellation),
        ["policy"] = async (services, nodes) =>
        {
            var version = await services.GetRequiredService<FaceRekDb>().AttendancePolicies.CountAsync(Cancellation);
            Assert.IsType<PolicyOutcome.Saved>(
                await services
                    .GetRequiredService<PolicyDesk>()
                    .SaveAsync(
                        new PolicyRules { GraceLate = 10 },
                        nodes.Today,
                        version,
                        nodes.World.Ben.Id,
                        Cancellation
                    )
            );
        },
        ["zone of a site"] = async (services, nodes) =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            var site = await db.Sites.AsTracking().FirstAsync(Cancellation);
            site.Zone = site.Zone == "Europe/Paris" ? "Europe/Berlin" : "Europe/Paris";
            await db.SaveChangesAsync(Cancellation);
        },
        ["rows written at once"] = async (services, nodes) =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            await db.InsertAsync(
                [
                    new Holiday
                    {
                        OrganizationId = nodes.World.Bakery.Id,
                        On = nodes.Today.AddDays(40),
                        Name = $"Day {nodes.Next()}",
                    },
                ],
                Cancellation
            );
            await transaction.CommitAsync(Cancellation);
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Every_change_of_rules_draws_another_stamp(string change)
    {
        var before = await nodes.StampAsync();
        await nodes.InAsync(services => Changed[change](services, nodes));
        Assert.NotEqual(before, await nodes.StampAsync());
    }

    [Fact]
    public async Task Another_node_sees_a_change_with_the_next_facts_it_reads()
    {
        var (here, there) = (new RuleSetCache(), new RuleSetCache());
        Assert.DoesNotContain(nodes.Today.AddDays(20), (await FactsAsync(here)).Notes.Holidays.Keys);
        Assert.DoesNotContain(nodes.Today.AddDays(20), (await FactsAsync(there)).Notes.Holidays.Keys);

        await nodes.InAsync(services =>
            services.GetRequiredService<HolidayDesk>().AddAsync(null, nodes.Today.AddDays(20), "Fair", Cancellation)
        );

        Assert.Equal("Fair", (await FactsAsync(here)).Notes.Holidays[nodes.Today.AddDays(20)]);
        Assert.Equal("Fair", (await FactsAsync(there)).Notes.Holidays[nodes.Today.AddDays(20)]);
    }

    [Fact]
    public async Task What_a_transaction_saw_that_was_undone_does_not_stay_in_memory()
    {
        var ruleSets = new RuleSetCache();
        var before = await nodes.StampAsync();
        await nodes.InAsync(async services =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            db.Holidays.Add(
                new Holiday
                {
                    OrganizationId = nodes.World.Bakery.Id,
                    On = nodes.Today.AddDays(30),
                    Name = "Never",
                }
            );
            await db.SaveChangesAsync(Cancellation);
            Assert.Contains(nodes.Today.AddDays(30), (await FactsOf(services, ruleSets)).Notes.Holidays.Keys);
            await transaction.RollbackAsync(Cancellation);
        });
        Assert.Equal(before, await nodes.StampAsync());
        Assert.DoesNotContain(nodes.Today.AddDays(30), (await FactsAsync(ruleSets)).Notes.Holidays.Keys);
    }

    /// <summary>Between reading the stamp and reading the assignments, a shift is added and assigned to the person.</summary>
    [Fact]
    public async Task A_shift_that_came_while_the_facts_were_read_is_not_unknown()
    {
        var (ruleSets, name) = (new RuleSetCache(), $"Shift {nodes.Next()}");
        await FactsAsync(ruleSets);
        nodes.Statements.Before(
            "ShiftAssignments",
            () =>
                nodes.InAsync(async services =>
                {
                    var shift = Assert.IsType<ShiftOutcome.Saved>(
                        await services
                            .GetRequiredService<ShiftDesk>()
                            .AddAsync(nodes.Office with { Name = name }, Cancellation)
                    );
                    Assert.IsType<AssignmentOutcome.Saved>(
                        await services
                            .GetRequiredService<AssignmentDesk>()
                            .AssignToPersonAsync(
                                nodes.World.EvePerson.Id,
                                shift.Id,
                                nodes.Today,
                                nodes.Today,
                                nodes.World.Ben.Id,
                                Cancellation
                            )
                    );
                })
        );

        var inputs = await FactsAsync(ruleSets);

        Assert.Equal(name, inputs.Roster.On(nodes.Today)?.Name);
    }

    [Fact]
    public async Task Whatever_a_book_is_read_from_draws_a_stamp_when_it_is_saved()
    {
        nodes.Statements.Seen.Clear();
        var tables = await nodes.InAsync(async services =>
        {
            var db = services.GetRequiredService<FaceRekDb>();
            await RuleSet.ReadAsync(db, Guid.Empty, Cancellation);
            var read = nodes
                .Statements.Seen.SelectMany(sql => Table().Matches(sql).Select(match => match.Groups[1].Value))
                .ToHashSet();
            return db
                .Model.GetEntityTypes()
                .Where(type => type.GetTableName() is { } table && read.Contains(table))
                .Select(type => type.ClrType)
                .ToList();
        });
        Assert.Equal(7, tables.Count);
        Assert.All(tables, type => Assert.True(type.IsAssignableTo(typeof(ISharedRule)), type.Name));
    }

    [Fact]
    public void No_statement_changes_rules_unnoticed()
    {
        var strays = Repository
            .Sources("FaceRek.Core", "FaceRek.Web")
            .Where(file => Unnoted().IsMatch(file.Text))
            .Select(file => file.Path);
        // When an organization is deleted, no one is left who uses its rules.
        Assert.Equal(["FaceRek.Core/Storage/OrganizationRemoval.cs"], strays);
    }

    /// <summary>On a node with this cache.</summary>
    private Task<DayInputs> FactsAsync(RuleSetCache ruleSets) => nodes.InAsync(services => FactsOf(services, ruleSets));

    private Task<DayInputs> FactsOf(IServiceProvider services, RuleSetCache ruleSets) =>
        ActivatorUtilities
            .CreateInstance<DayInputLoader>(services, ruleSets)
            .OfAsync(nodes.World.EvePerson.Id, nodes.Today, nodes.Today, Cancellation);

    [GeneratedRegex(@"(?:FROM|JOIN) ""(\w+)""")]
    private static partial Regex Table();

    [GeneratedRegex(
        @"\.(Shifts|Rotations|ShiftAssignments|AttendancePolicies|Holidays|Sites)\b[^;]*Execute(Update|Delete)"
    )]
    private static partial Regex Unnoted();

    public sealed class Nodes : IAsyncLifetime
    {
        private FaceRekApp app = null!;
        private int count;

        public ShiftDetails Office { get; } =
            new("Office", new TimeOnly(9, 0), new TimeOnly(17, 0), false, WeekDays.All);
        public World World { get; private set; } = null!;
        public DateOnly Today { get; private set; }
        public Statements Statements { get; } = new();

        public async ValueTask InitializeAsync()
        {
            app = await FaceRekApp.StartAsync(adjust: builder =>
                builder.Services.ConfigureEitherDb(options => options.AddInterceptors(Statements))
            );
            World = await World.CreateAsync(app);
            Today = WallClock.Of(World.Bakery.Zone).DayOf(app.Clock.GetUtcNow());
            await app.InAsync(
                World.Bakery,
                async db =>
                {
                    db.Sites.Add(
                        new Site
                        {
                            OrganizationId = World.Bakery.Id,
                            Name = "Mill",
                            Zone = "Europe/Paris",
                            CreatedAt = app.Clock.GetUtcNow(),
                        }
                    );
                    await db.SaveChangesAsync();
                }
            );
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        public int Next() => ++count;

        public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => app.InAsync(World.Bakery, work);

        public Task InAsync(Func<IServiceProvider, Task> work) =>
            app.InAsync(
                World.Bakery,
                async services =>
                {
                    await work(services);
                    return true;
                }
            );

        public Task<Guid> StampAsync() =>
            InAsync(services =>
                services
                    .GetRequiredService<FaceRekDb>()
                    .Organizations.Where(one => one.Id == World.Bakery.Id)
                    .Select(one => one.RulesStamp)
                    .SingleAsync(Cancellation)
            );
    }
}
