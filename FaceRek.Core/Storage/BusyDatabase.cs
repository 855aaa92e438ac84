using Microsoft.Data.Sqlite;

namespace FaceRek.Core.Storage;

public static class BusyDatabase
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>True where another process or a long write held the database for longer than we wait: nothing is broken, and the same request may succeed in a moment.</summary>
    public static bool IsBusyDatabase(this Exception fault) =>
        fault is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } || (fault.InnerException is { } inner && inner.IsBusyDatabase());
}
