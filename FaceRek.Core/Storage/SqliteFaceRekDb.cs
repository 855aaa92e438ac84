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
/// Pragmas belong to the connection to the file, which the pool keeps: they are set when it is first opened. An
/// acknowledged punch is on disk (FULL), deleted templates are overwritten (secure_delete), and waiting for the writer
/// ends after five seconds.
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

/// <summary>
/// SQLite writes changes to a log beside the file, so that readers do not wait for a writer. PostgreSQL does this by
/// itself.
/// </summary>
public static class SqliteWal
{
    /// <summary>
    /// Stored in the file. EF sets it only when it creates the file itself, and ours exists as soon as a connection has
    /// queried it; without this every reader would wait for every writer.
    /// </summary>
    internal static async Task KeepLogAheadAsync(this SqliteFaceRekDb db, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", cancellationToken);

    /// <summary>
    /// Merges the log into the file and empties it: until then it still contains deleted data. Where a reader uses an
    /// older state at the moment, it is left for the next time.
    /// </summary>
    public static async Task EmptyLogAsync(this FaceRekDb db, CancellationToken cancellationToken)
    {
        if (db is SqliteFaceRekDb)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
    }
}
