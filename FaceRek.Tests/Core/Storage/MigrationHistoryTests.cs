using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Storage;

public sealed class MigrationHistoryTests(PostgresServer postgres)
{
    private const string SqliteBaseline = "20261126033037_EmploymentGaps";
    private const string PostgresBaseline = "20261126033040_EmploymentGaps";
    private const string Refusal = "older than this version can upgrade";

    [Fact]
    public async Task A_file_whose_tables_came_by_migrations_of_other_names_is_upgraded()
    {
        await using var file = new EmptyFile();
        await GoesOnAsync(
            file.Db,
            [
                "20261124001055_Initial",
                "20261125200135_BillingAttendanceModelsAndApi",
                "20261126024951_WeeksMovesGapsAndSandboxes",
            ]
        );
    }

    [Fact]
    public async Task A_file_that_knows_the_steps_to_the_baseline_is_upgraded()
    {
        await using var file = new EmptyFile();
        await GoesOnAsync(file.Db, ["20261124001055_Initial", "20261125223148_ShiftsInTwoParts", SqliteBaseline]);
    }

    [Theory]
    [InlineData("20261126024955_WeeksMovesGapsAndSandboxes")]
    [InlineData(PostgresBaseline)]
    public async Task So_does_a_database_on_a_server(string last)
    {
        PostgresServer.SkipWhereAbsent();
        await using var db = await OnServerAsync();
        await GoesOnAsync(db, ["20261124001102_Initial", last]);
    }

    [Theory]
    [InlineData("20261124001055_Initial")]
    [InlineData("20261125223148_ShiftsInTwoParts")]
    [InlineData("20261126020432_WeeksMovesAndSandboxes")]
    public async Task A_file_from_before_the_baseline_is_told_what_to_start_once_and_left_as_it_was(string last)
    {
        await using var file = new EmptyFile();
        await RefusedAsync(file.Db, last, Refusal, "9e45c6f");
        Assert.Single(file.Folder.GetFiles("*.db*"), one => one.Name == "facerek.db");
    }

    [Fact]
    public async Task So_is_a_database_on_a_server_from_before_the_baseline()
    {
        PostgresServer.SkipWhereAbsent();
        await using var db = await OnServerAsync();
        await RefusedAsync(db, "20261125223152_ShiftsInTwoParts", Refusal, "9e45c6f");
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_as_it_was()
    {
        await using var file = new EmptyFile();
        await file.Db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        var applied = await HistoryAsync(file.Db);
        await RefusedAsync(
            file.Db,
            "20991231000000_Later",
            "A newer version of FaceRek",
            "20991231000000_Later",
            applied
        );
    }

    /// <summary>The baseline's tables exist, with a history of earlier migrations.</summary>
    private static async Task GoesOnAsync(FaceRekDb db, string[] history)
    {
        var baseline = db.Database.GetMigrations().First();
        await db.Database.MigrateAsync(baseline, TestContext.Current.CancellationToken);
        await SetHistoryAsync(db, history);

        await new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(history.Union(db.Database.GetMigrations()).Order(StringComparer.Ordinal), await HistoryAsync(db));
        Assert.Empty(await db.Organizations.ToListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task RefusedAsync(
        FaceRekDb db,
        string last,
        string sentence,
        string named,
        IReadOnlyList<string>? before = null
    )
    {
        if (before is null)
        {
            await db.Database.MigrateAsync(db.Database.GetMigrations().First(), TestContext.Current.CancellationToken);
        }
        await SetHistoryAsync(db, [.. before ?? [], last]);
        var history = await HistoryAsync(db);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
            new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Equal(history, await HistoryAsync(db));
    }

    private static async Task SetHistoryAsync(FaceRekDb db, IEnumerable<string> ids)
    {
        await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" """);
        foreach (var id in ids)
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ({id}, '10.0.15')"""
            );
        }
    }

    private static async Task<List<string>> HistoryAsync(FaceRekDb db) =>
        [.. (await db.Database.GetAppliedMigrationsAsync()).Order(StringComparer.Ordinal)];

    private async Task<PostgresFaceRekDb> OnServerAsync() =>
        new(
            new DbContextOptionsBuilder<PostgresFaceRekDb>().UseNpgsql(await postgres.NewDatabaseAsync()).Options,
            new CurrentOrganization()
        );

    private sealed class EmptyFile : IAsyncDisposable
    {
        public EmptyFile() => Db = EmptyDatabase.Open(Path.Combine(Folder.FullName, "facerek.db"));

        public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("facerek-history-");
        public SqliteFaceRekDb Db { get; }

        public async ValueTask DisposeAsync()
        {
            await Db.DisposeAsync();
            Folder.Delete(recursive: true);
        }
    }
}
