using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Tests.Support;

/// <summary>Records the database statements in order.</summary>
public sealed class Statements : DbCommandInterceptor
{
    private (string Table, Func<Task> Work)? waiting;

    public ConcurrentQueue<string> Seen { get; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => Note(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => Note(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => Note(command, result);

    /// <summary>Does something else first, once, as soon as a statement names the table.</summary>
    public void Before(string table, Func<Task> work) => waiting = (table, work);

    private async ValueTask<InterceptionResult<T>> Note<T>(DbCommand command, InterceptionResult<T> result)
    {
        Seen.Enqueue(command.CommandText);
        if (waiting is { } first && command.CommandText.Contains($"\"{first.Table}\"", StringComparison.Ordinal))
        {
            waiting = null;
            await first.Work();
        }
        return result;
    }
}
