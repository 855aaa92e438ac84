using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Storage;

public sealed class MigrationHistoryTests(PostgresServer postgres)
{
    private const string Before = "20261125203905_BillingAttendanceModelsAndApi";

    [Theory]
    [InlineData("20261126020432_WeeksMovesAndSandboxes", "20261125223148_ShiftsInTwoParts")]
    [InlineData("20261126024951_WeeksMovesGapsAndSandboxes", "20261126033037_EmploymentGaps")]
    public async Task A_file_whose_tables_came_by_migrations_of_other_names_goes_on_under_those_of_today(
        string former,
        string same
    )
    {
        var folder = Directory.CreateTempSubdirectory("facerek-renamed-");
        try
        {
            await using var db = EmptyDatabase.Open(Path.Combine(folder.FullName, "facerek.db"));
            await AdoptedAsync(db, "20261125200135_BillingAttendanceModelsAndApi", former, same);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("20261126020436_WeeksMovesAndSandboxes", "20261125223152_ShiftsInTwoParts")]
    [InlineData("20261126024955_WeeksMovesGapsAndSandboxes", "20261126033040_EmploymentGaps")]
    public async Task So_does_a_database_on_a_server(string former, string same)
    {
        PostgresServer.SkipWhereAbsent();
        var options = new DbContextOptionsBuilder<PostgresFaceRekDb>()
            .UseNpgsql(await postgres.NewDatabaseAsync())
            .Options;
        await using var db = new PostgresFaceRekDb(options, new CurrentOrganization());
        await AdoptedAsync(db, "20261125200140_BillingAttendanceModelsAndApi", former, same);
    }

    [Fact]
    public async Task A_database_that_another_version_made_is_refused_in_a_sentence_and_left_as_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-unknown-");
        try
        {
            await using var db = EmptyDatabase.Open(Path.Combine(folder.FullName, "facerek.db"));
            await db.Database.MigrateAsync(Before, TestContext.Current.CancellationToken);
            await RenameAsync(db, [Before], ["20261125200135_BillingAttendanceModelsAndApi"]);
            var (history, tables) = (await HistoryAsync(db), await TablesAsync(db));

            var refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
                new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)
            );

            Assert.Contains("20261125200135_BillingAttendanceModelsAndApi", refused.Message, StringComparison.Ordinal);
            Assert.Contains("made by another version of FaceRek", refused.Message, StringComparison.Ordinal);
            Assert.Equal(history, await HistoryAsync(db));
            Assert.Equal(tables, await TablesAsync(db));
            Assert.Single(folder.GetFiles("*.db*"), file => file.Name == "facerek.db");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Today's migrations up to <paramref name="same"/> stand in for the former two: their tables are the same.</summary>
    private static async Task AdoptedAsync(FaceRekDb db, string formerFirst, string formerSecond, string same)
    {
        await db.Database.MigrateAsync(same, TestContext.Current.CancellationToken);
        await RenameAsync(db, (await HistoryAsync(db)).Skip(1), [formerFirst, formerSecond]);

        await new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(db.Database.GetMigrations(), await HistoryAsync(db));
    }

    private static async Task RenameAsync(FaceRekDb db, IEnumerable<string> from, IEnumerable<string> to)
    {
        foreach (var name in from)
        {
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = {name}""");
        }
        foreach (var name in to)
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ({name}, '10.0.15')"""
            );
        }
    }

    private static async Task<List<string>> HistoryAsync(FaceRekDb db) =>
        [.. (await db.Database.GetAppliedMigrationsAsync()).Order(StringComparer.Ordinal)];

    private static Task<List<string>> TablesAsync(FaceRekDb db) =>
        db
            .Database.SqlQuery<string>($"SELECT sql AS Value FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            .ToListAsync();
}
