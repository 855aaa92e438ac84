using Microsoft.Data.Sqlite;
using Npgsql;

namespace FaceRek.Core.Storage;

public static class BusyDatabase
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>
    /// True where another process or a long write held the database for longer than we wait, or two writers waited for each other and PostgreSQL ended this one: nothing is broken, and the same request may succeed in a moment.
    /// </summary>
    public static bool IsBusyDatabase(this Exception fault) =>
        fault
            is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }
                or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }
        || (fault.InnerException is { } inner && inner.IsBusyDatabase());
}
