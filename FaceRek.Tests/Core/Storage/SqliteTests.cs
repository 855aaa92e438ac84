using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Core.Storage;

public sealed class SqliteTests
{
    [Fact]
    public async Task Every_pooled_connection_writes_through_and_overwrites_what_it_deletes()
    {
        await using var app = await FaceRekApp.StartAsync();
        Assert.All(await SettingsAsync(app), setting => Assert.Equal((2, 1, 1, 5000), setting));
        // Once more: a connection from the pool keeps its settings.
        Assert.All(await SettingsAsync(app), setting => Assert.Equal((2, 1, 1, 5000), setting));
    }

    [Fact]
    public async Task A_database_that_is_new_and_one_from_before_keep_their_log_ahead()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-log-");
        try
        {
            var path = Path.Combine(folder.FullName, "facerek.db");
            await using var db = EmptyDatabase.Open(path);
            var migrator = new Migrator(db, TimeProvider.System);
            await migrator.RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal("wal", await ModeAsync(db));

            await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=DELETE");
            Assert.Equal("delete", await ModeAsync(db));
            await migrator.RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal("wal", await ModeAsync(db));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_a_writer()
    {
        await using var app = await FaceRekApp.StartAsync();
        await using var writing = app.Services.CreateAsyncScope();
        await using var reading = app.Services.CreateAsyncScope();
        var (writer, reader) = (
            writing.ServiceProvider.GetRequiredService<FaceRekDb>(),
            reading.ServiceProvider.GetRequiredService<FaceRekDb>()
        );
        var before = await reader.Users.CountAsync();

        await using var transaction = await writer.Database.BeginTransactionAsync();
        writer.Add(
            new User
            {
                Name = "Late",
                Email = "late@log.example",
                UserName = "late@log.example",
                CreatedAt = app.Clock.GetUtcNow(),
            }
        );
        await writer.SaveChangesAsync();
        Assert.Equal(before, await reader.Users.CountAsync());
        await transaction.CommitAsync();
        Assert.Equal(before + 1, await reader.Users.CountAsync());
    }

    /// <summary>Older versions may corrupt a database in WAL mode when it is reset at a bad moment.</summary>
    [Fact]
    public void The_library_is_one_that_does_not_ruin_a_reset_log() =>
        Assert.True(Version.Parse(new SqliteConnection().ServerVersion) >= new Version(3, 51, 3));

    [Fact]
    public async Task A_lock_left_by_a_killed_process_does_not_block_the_next_start()
    {
        await using var app = await FaceRekApp.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01 00:00:00')"
        );

        await new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task The_model_and_the_migrations_agree()
    {
        await using var app = await FaceRekApp.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        Assert.False(scope.ServiceProvider.GetRequiredService<FaceRekDb>().Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Rows_of_every_older_version_live_through_what_came_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-old-");
        try
        {
            var versions = EmptyDatabase
                .Open(Path.Combine(folder.FullName, "none.db"))
                .Database.GetMigrations()
                .SkipLast(1)
                .ToList();
            Assert.NotEmpty(versions);
            foreach (var version in versions)
            {
                await using var db = EmptyDatabase.Open(Path.Combine(folder.FullName, $"{version}.db"));
                await db.Database.MigrateAsync(version, TestContext.Current.CancellationToken);
                // One row in each table, with meaningless values.
                await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
                await db.Database.ExecuteSqlAsync($"PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
                var tables = await TablesAsync(db);
                Assert.Contains("People", tables);
                foreach (var table in tables)
                {
                    await PutRowAsync(db, table);
                }
                await db.Database.CloseConnectionAsync();

                await new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

                foreach (var table in tables.Intersect(await TablesAsync(db)))
                {
                    Assert.Equal((version, table, 1), (version, table, await CountAsync(db, table)));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_migration_that_was_cut_off_begins_again_from_where_it_began()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-cut-");
        try
        {
            var path = Path.Combine(folder.FullName, "facerek.db");
            string undo;
            await using (var older = EmptyDatabase.Open(path))
            {
                await older.Database.MigrateAsync(
                    older.Database.GetMigrations().First(),
                    TestContext.Current.CancellationToken
                );
                await older.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
                await older.Database.ExecuteSqlAsync($"PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
                foreach (var table in await TablesAsync(older))
                {
                    await PutRowAsync(older, table);
                }
                // What the next migration creates, as if it had been killed after its first step.
                (var make, undo) = FirstStepAfter(older, older.Database.GetMigrations().First());
                await RunAsync(older, make);
            }
            await using var db = EmptyDatabase.Open(path);
            await Assert.ThrowsAsync<SqliteException>(() =>
                new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)
            );
            Assert.True(File.Exists(path + Migrator.CopyEnding));

            // The copy has the database as it was; here the conflicting tables were already in it.
            await using (var copy = EmptyDatabase.Open(path + Migrator.CopyEnding))
            {
                await RunAsync(copy, undo);
            }
            await db.Database.CloseConnectionAsync();
            await new Migrator(db, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

            Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
            Assert.Equal((1, "wal"), (await CountAsync(db, "People"), await ModeAsync(db)));
            Assert.False(File.Exists(path + Migrator.CopyEnding));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Creates, and removes again, the first table or column of the migration after this one.</summary>
    private static (string Make, string Undo) FirstStepAfter(FaceRekDb db, string migration)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        var next = assembly.Migrations.SkipWhile(one => one.Key != migration).Skip(1).First().Value;
        var made = assembly
            .CreateMigration(next, db.Database.ProviderName!)
            .UpOperations.First(operation => operation is CreateTableOperation or AddColumnOperation);
        return made switch
        {
            CreateTableOperation table => ($"CREATE TABLE \"{table.Name}\" (Id TEXT)", $"DROP TABLE \"{table.Name}\""),
            AddColumnOperation { Table: var table, Name: var name } => (
                $"ALTER TABLE \"{table}\" ADD COLUMN \"{name}\" TEXT",
                $"ALTER TABLE \"{table}\" DROP COLUMN \"{name}\""
            ),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<List<string>> TablesAsync(FaceRekDb db) =>
        await db
            .Database.SqlQuery<string>(
                $"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND instr(name, '_') = 0"
            )
            .ToListAsync();

    private static async Task PutRowAsync(FaceRekDb db, string table)
    {
        var columns = await db
            .Database.SqlQuery<string>($"SELECT name || ' ' || type AS Value FROM pragma_table_info({table})")
            .ToListAsync();
        var values = columns
            .Select(column => column.Split(' '))
            .Select(column =>
                (
                    Name: $"\"{column[0]}\"",
                    Value: column[1] switch
                    {
                        "INTEGER" => "1",
                        "REAL" => "0.5",
                        "BLOB" => "x'01'",
                        _ => "'00000000-0000-0000-0000-000000000001'",
                    }
                )
            )
            .ToList();
        await RunAsync(
            db,
            $"INSERT INTO \"{table}\" ({string.Join(", ", values.Select(one => one.Name))}) VALUES ({string.Join(", ", values.Select(one => one.Value))})"
        );
    }

    private static async Task<int> CountAsync(FaceRekDb db, string table) =>
        Convert.ToInt32(
            await RunAsync(db, $"SELECT COUNT(*) FROM \"{table}\""),
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static async Task<object?> RunAsync(FaceRekDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static Task<string> ModeAsync(FaceRekDb db) =>
        db.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync();

    private static Task<int> ReadAsync(FaceRekDb db, FormattableString query) =>
        db.Database.SqlQuery<int>(query).SingleAsync();

    private static async Task<(int Synchronous, int SecureDelete, int ForeignKeys, int Timeout)[]> SettingsAsync(
        FaceRekApp app
    )
    {
        var scopes = Enumerable.Range(0, 50).Select(_ => app.Services.CreateAsyncScope()).ToList();
        var settings = await Task.WhenAll(
            scopes.Select(async scope =>
            {
                var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
                // Kept open, so that fifty connections are fifty.
                await db.Database.OpenConnectionAsync();
                return (
                    Synchronous: await ReadAsync(db, $"SELECT synchronous AS Value FROM pragma_synchronous"),
                    SecureDelete: await ReadAsync(db, $"SELECT secure_delete AS Value FROM pragma_secure_delete"),
                    ForeignKeys: await ReadAsync(db, $"SELECT foreign_keys AS Value FROM pragma_foreign_keys"),
                    Timeout: await ReadAsync(db, $"SELECT timeout AS Value FROM pragma_busy_timeout")
                );
            })
        );
        foreach (var scope in scopes)
        {
            await scope.DisposeAsync();
        }
        return settings;
    }
}
