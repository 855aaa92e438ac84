using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FaceRek.Core.Storage;

public static class BusyDatabase
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>
    /// True where another process or a long write held the database for longer than we wait, or where two writers
    /// waited for each other and PostgreSQL cancelled this one: nothing is broken, and the same request may succeed in
    /// a moment.
    /// </summary>
    public static bool IsBusyDatabase(this Exception exception) =>
        exception
            is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }
                or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }
        || (exception.InnerException is { } inner && inner.IsBusyDatabase());
}

public static class UniqueViolation
{
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;

    /// <summary>
    /// True where a unique index refused the row: another request was first. Any other exception is a bug and must not
    /// be caught.
    /// </summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException switch
        {
            SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
            PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
            _ => false,
        };
}

public static class PostgresNulText
{
    /// <summary>
    /// True where a text contains U+0000, which PostgreSQL neither stores nor searches: the caller is told, and nothing
    /// is broken.
    /// </summary>
    public static bool IsUnkeptText(this Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire }
        || (exception.InnerException is { } inner && inner.IsUnkeptText());
}
