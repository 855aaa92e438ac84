using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

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
