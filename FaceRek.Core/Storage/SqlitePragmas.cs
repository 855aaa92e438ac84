using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Core.Storage;

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
