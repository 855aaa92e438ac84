using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>Brings the schema up to date before anything is served.</summary>
public sealed class Migrator(FaceRekDb db, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="IOException">Another process has been migrating the same file for a minute.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (db is not SqliteFaceRekDb file)
        {
            await db.Database.MigrateAsync(cancellation);
            return;
        }
        // EF's own lock is a row, and the row of a process that was killed would block every later start. The system lets go of this file
        // whatever happens to its holder, so whoever holds it may clear the row.
        await using var turn = await TakeTurnAsync(db.Database.GetDbConnection().DataSource + ".migrating", cancellation);
        await file.KeepLogAheadAsync(cancellation);
        await ForgetAbandonedLockAsync(cancellation);
        await db.Database.MigrateAsync(cancellation);
    }

    private async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose); }
            catch (IOException) when (clock.GetElapsedTime(start) < Patience) { await Task.Delay(Pause, clock, cancellation); }
        }
    }

    private async Task ForgetAbandonedLockAsync(CancellationToken cancellation)
    {
        var hasTable = await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellation) > 0;
        if (hasTable) { _ = await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellation); }
    }
}
