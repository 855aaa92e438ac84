using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>
/// For work through a whole organization: one connection that stays open, and on SQLite a page cache large enough that
/// the pages of an index with writes all over it are not read and written repeatedly. Released at the end.
/// </summary>
internal sealed class BulkSession : IAsyncDisposable
{
    private readonly FaceRekDb db;

    private BulkSession(FaceRekDb db) => this.db = db;

    public static async Task<BulkSession> OpenAsync(FaceRekDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var room = new BulkSession(db);
        // KiB, as a negative number.
        if (db is SqliteFaceRekDb)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA cache_size=-65536", cancellationToken);
        }
        return room;
    }

    public async ValueTask DisposeAsync()
    {
        if (db is SqliteFaceRekDb)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA cache_size=-2000; PRAGMA shrink_memory");
        }
        await db.Database.CloseConnectionAsync();
    }
}
