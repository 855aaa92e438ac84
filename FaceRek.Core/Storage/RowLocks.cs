using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FaceRek.Core.Storage;

public static class RowLocks
{
    /// <summary>
    /// A transaction in which no one else holds the organization's lock (members, seats, faces): another caller waits until this one ends.
    /// SQLite allows only one writer anyway; on PostgreSQL an update of the organization's row to its own value locks
    /// the row.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginLockedAsync(
        this FaceRekDb db,
        Organization organization,
        CancellationToken cancellationToken
    )
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(organization, cancellationToken);
        return transaction;
    }

    /// <summary>The same within the caller's transaction, which must have begun.</summary>
    public static async Task LockAsync(
        this FaceRekDb db,
        Organization organization,
        CancellationToken cancellationToken
    )
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A lock is held by a transaction, and none has begun.");
        }
        await db
            .Organizations.Where(o => o.Id == organization.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.CreatedAt, o => o.CreatedAt), cancellationToken);
    }

    /// <summary>
    /// A transaction in which no one else enrols, consents, withdraws or erases for this person: another caller waits
    /// until this one ends, and then sees its result.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginLockedAsync(
        this FaceRekDb db,
        Guid personId,
        CancellationToken cancellationToken
    )
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(personId, cancellationToken);
        return transaction;
    }

    /// <summary>
    /// The same within the caller's transaction, after the organization's lock where both are held. SQLite allows one
    /// writer from the beginning of a transaction; on PostgreSQL the person's row is locked.
    /// </summary>
    public static async Task LockAsync(this FaceRekDb db, Guid personId, CancellationToken cancellationToken)
    {
        if (db is SqliteFaceRekDb)
        {
            return;
        }
        await db
            .People.Where(p => p.Id == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.CreatedAt, p => p.CreatedAt), cancellationToken);
    }

    /// <summary>The same for many people at once.</summary>
    public static async Task<IDbContextTransaction> BeginLockedAsync(
        this FaceRekDb db,
        IReadOnlyList<Guid> people,
        CancellationToken cancellationToken
    )
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (db is SqliteFaceRekDb)
        {
            return transaction;
        }
        await db
            .People.Where(p => people.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.CreatedAt, p => p.CreatedAt), cancellationToken);
        return transaction;
    }
}
