using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Tests.Support;

/// <summary>
/// Reports when work reaches its first write. Work is identified by its trace, which follows a call within the process
/// and over HTTP, so the application's own background work does not count; the pieces of work are identified by their
/// contexts.
/// </summary>
internal sealed class Arrivals
{
    private readonly Lock turn = new();
    private readonly HashSet<Guid> seen = [];
    private ActivityTraceId awaited;
    private int missing;
    private TaskCompletionSource arrived = new();

    public Arrivals() => (OfTransactions, OfStatements) = (new Transactions(this), new WriteStatements(this));

    public DbTransactionInterceptor OfTransactions { get; }
    public DbCommandInterceptor OfStatements { get; }

    /// <summary>Completes when this many calls or pieces of the work have reached their first write.</summary>
    public Task OfAsync(Activity work, int pieces)
    {
        lock (turn)
        {
            seen.Clear();
            (awaited, missing, arrived) = (
                work.TraceId,
                pieces,
                new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
            );
            return arrived.Task;
        }
    }

    private void Note(DbContext? context)
    {
        if (Activity.Current is not { } now || context is null)
        {
            return;
        }
        lock (turn)
        {
            if (now.TraceId != awaited || !seen.Add(context.ContextId.InstanceId))
            {
                return;
            }
            if (--missing == 0)
            {
                arrived.SetResult();
            }
        }
    }

    private sealed class Transactions(Arrivals arrivals) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection,
            TransactionStartingEventData eventData,
            InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default
        )
        {
            arrivals.Note(eventData.Context);
            return ValueTask.FromResult(result);
        }
    }

    private sealed class WriteStatements(Arrivals arrivals) : DbCommandInterceptor
    {
        private static readonly string[] Writes = ["INSERT", "UPDATE", "DELETE"];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        ) => Look(command, eventData.Context, result);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) => Look(command, eventData.Context, result);

        private ValueTask<InterceptionResult<T>> Look<T>(
            DbCommand command,
            DbContext? context,
            InterceptionResult<T> result
        )
        {
            if (Writes.Any(word => command.CommandText.StartsWith(word, StringComparison.Ordinal)))
            {
                arrivals.Note(context);
            }
            return ValueTask.FromResult(result);
        }
    }
}
