using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>Upgrades the schema before any request is served.</summary>
public sealed class Migrator(FaceRekDb db, TimeProvider clock)
{
    /// <summary>Ending of the copy beside a file while it is migrated.</summary>
    public const string CopyEnding = ".before-migration";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="IOException">Another process has been migrating the same file for a minute.</exception>
    /// <exception cref="InvalidDataException">Another version of FaceRek made the database, and this one cannot upgrade
    /// it; nothing was changed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (db is not SqliteFaceRekDb file)
        {
            await MigrationHistory.AdoptAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
            return;
        }
        // EF's own lock is a row, and the row of a killed process would block every later start. The system releases
        // the lock on this file whatever happens to its holder, so the holder may clear the row.
        var path = db.Database.GetDbConnection().DataSource;
        await using var transaction = await TakeTurnAsync(path + ".migrating", cancellationToken);
        PutBack(path);
        await file.KeepLogAheadAsync(cancellationToken);
        await ForgetAbandonedLockAsync(cancellationToken);
        await MigrationHistory.AdoptAsync(db, cancellationToken);
        await CopyAsync(path + CopyEnding, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        File.Delete(path + CopyEnding);
    }

    /// <summary>SQLite rebuilds tables outside of a transaction: an interrupted migration is started again from the copy.</summary>
    private static void PutBack(string path)
    {
        if (!File.Exists(path + CopyEnding))
        {
            return;
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        File.Move(path + CopyEnding, path, overwrite: true);
    }

    /// <summary>For a database that already has tables and is about to change. The copy gets its name only when it is complete.</summary>
    private async Task CopyAsync(string copy, CancellationToken cancellationToken)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0 || !db.Database.GetMigrations().Except(applied).Any())
        {
            return;
        }
        var part = copy + ".part";
        File.Delete(part);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {part}", cancellationToken);
        File.Move(part, copy);
    }

    private async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.DeleteOnClose
                );
            }
            catch (IOException) when (clock.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private async Task ForgetAbandonedLockAsync(CancellationToken cancellationToken)
    {
        var hasTable =
            await db
                .Database.SqlQuery<int>(
                    $"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'"
                )
                .SingleAsync(cancellationToken) > 0;
        if (hasTable)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
        }
    }
}
