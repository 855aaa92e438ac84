using System.Data.Common;
using System.Runtime.CompilerServices;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Core.Storage;

/// <summary>
/// Learns of changes from what the context saves, so that no desk has to call it. Changes by statement are not seen.
/// </summary>
public interface IChangeSignal
{
    /// <param name="entry">Is about to be saved.</param>
    bool Concerns(EntityEntry entry);

    /// <summary>After the commit, once for each organization with such a change.</summary>
    /// <param name="organizationId"><see cref="Guid.Empty"/> for what belongs to none.</param>
    void Raise(Guid organizationId);
}

/// <summary>Notes the signals of saved changes and raises them after the commit. A rollback forgets them.</summary>
internal sealed class ChangeSignalInterceptor(IEnumerable<IChangeSignal> signals)
    : SaveChangesInterceptor,
        IDbTransactionInterceptor
{
    private readonly IReadOnlyList<IChangeSignal> signals = [.. signals];
    private readonly ConditionalWeakTable<DbContext, Notes> notes = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Note(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Keep(eventData.Context!);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        Keep(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public DbTransaction TransactionStarted(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result
    )
    {
        Forget(eventData.Context);
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result,
        CancellationToken cancellationToken = default
    )
    {
        Forget(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Raise(eventData.Context);

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Raise(eventData.Context);
        return Task.CompletedTask;
    }

    private void Note(DbContext db)
    {
        var found = notes.GetOrCreateValue(db);
        found.Saving.Clear();
        if (db.Database.CurrentTransaction is null)
        {
            found.Saved.Clear();
        }
        // The context has just detected its changes, and its own guard has looked through them.
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in db.ChangeTracker.Entries().Where(IsChanged))
            {
                foreach (var signal in signals.Where(signal => signal.Concerns(entry)))
                {
                    found.Saving.Add((signal, (entry.Entity as IOrganizationOwned)?.OrganizationId ?? Guid.Empty));
                }
            }
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    private void Keep(DbContext db)
    {
        var found = notes.GetOrCreateValue(db);
        found.Saved.UnionWith(found.Saving);
        found.Saving.Clear();
        if (db.Database.CurrentTransaction is null)
        {
            Raise(db);
        }
    }

    /// <summary>A transaction that is disposed of without a commit says nothing: the next one begins empty.</summary>
    private void Forget(DbContext? db)
    {
        if (db is not null && notes.TryGetValue(db, out var found))
        {
            found.Saved.Clear();
        }
    }

    private void Raise(DbContext? db)
    {
        if (db is null || !notes.TryGetValue(db, out var found))
        {
            return;
        }
        var saved = found.Saved.ToList();
        found.Saved.Clear();
        foreach (var (signal, organizationId) in saved)
        {
            signal.Raise(organizationId);
        }
    }

    private static bool IsChanged(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private sealed class Notes
    {
        /// <summary>Of the save that is under way.</summary>
        public HashSet<(IChangeSignal Signal, Guid OrganizationId)> Saving { get; } = [];

        /// <summary>Of saves that wait for their commit.</summary>
        public HashSet<(IChangeSignal Signal, Guid OrganizationId)> Saved { get; } = [];
    }
}
