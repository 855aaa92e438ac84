using System.Data.Common;
using System.Runtime.CompilerServices;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage.Mapping;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Core.Storage;

/// <summary>One file on one machine: a complete installation.</summary>
public sealed class SqliteFaceRekDb(DbContextOptions<SqliteFaceRekDb> options, CurrentOrganization current)
    : FaceRekDb(options, current)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
}

/// <summary>
/// Pragmas live on the connection to the file, which the pool keeps: they are set when it is opened for the first time. A punch that was answered is on disk
/// (FULL), deleted templates are overwritten (secure_delete), and waiting for the writer ends after five seconds.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Statements =
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;";

    private static readonly ConditionalWeakTable<object, object> Set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var file = ((SqliteConnection)connection).Handle!;
        if (Set.TryGetValue(file, out _))
        {
            return;
        }
        using var command = connection.CreateCommand();
        command.CommandText = Statements;
        command.ExecuteNonQuery();
        Set.AddOrUpdate(file, Statements);
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        var file = ((SqliteConnection)connection).Handle!;
        if (Set.TryGetValue(file, out _))
        {
            return;
        }
        await using var command = connection.CreateCommand();
        command.CommandText = Statements;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Set.AddOrUpdate(file, Statements);
    }
}

/// <summary>SQLite writes what is new into a log beside the file, so that nobody who reads waits for somebody who writes. PostgreSQL sees to its own.</summary>
public static class SqliteWal
{
    /// <summary>
    /// Stays with the file. EF says so only when it creates the file itself, and ours is there as soon as a connection has looked for something in it; without
    /// this every reader would wait for every writer.
    /// </summary>
    internal static async Task KeepLogAheadAsync(this SqliteFaceRekDb db, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", cancellationToken);

    /// <summary>Brings the log into the file and empties it: until then what was deleted stands in it still. Where somebody reads an older state just now, it waits for the next time.</summary>
    public static async Task EmptyLogAsync(this FaceRekDb db, CancellationToken cancellationToken)
    {
        if (db is SqliteFaceRekDb)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
    }
}
