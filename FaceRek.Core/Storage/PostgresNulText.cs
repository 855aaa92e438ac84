using Npgsql;

namespace FaceRek.Core.Storage;

public static class PostgresNulText
{
    /// <summary>True where a text holds U+0000, which PostgreSQL neither keeps nor looks for: whoever sent it is told, and nothing is broken.</summary>
    public static bool IsUnkeptText(this Exception fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire }
        || (fault.InnerException is { } inner && inner.IsUnkeptText());
}
