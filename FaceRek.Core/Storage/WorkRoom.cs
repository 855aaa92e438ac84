using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>
/// For work through a whole organization: one connection that stays open, and on SQLite so much memory for pages that those of an index that is written all over
/// are not read and written again and again. It is given back at the end.
/// </summary>
internal sealed class WorkRoom : IAsyncDisposable
{
    private readonly FaceRekDb db;

    private WorkRoom(FaceRekDb db) => this.db = db;

    public static async Task<WorkRoom> OpenAsync(FaceRekDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var room = new WorkRoom(db);
        // KiB, as a negative number.
        if (db is SqliteFaceRekDb)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA cache_size=-65536", cancellation);
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
