using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FaceRek.Core.Storage;

public static class RowLocks
{
    /// <summary>
    /// A transaction in which no one else changes the organization's members: another caller waits until this one ends.
    /// SQLite allows only one writer anyway; on PostgreSQL an update of the organization's row to its own value locks
    /// the row.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginLockedAsync(
        this FaceRekDb db,
        Organization organization,
        CancellationToken cancellationToken
    )
    {
        var turn = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync(organization, cancellationToken);
        return turn;
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
            throw new InvalidOperationException("A turn is held by a transaction, and none has begun.");
        }
        await db
            .Organizations.Where(o => o.Id == organization.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.CreatedAt, o => o.CreatedAt), cancellationToken);
    }

    /// <summary>
    /// A transaction in which no one else enrols, consents, withdraws or erases for this person: another caller waits
    /// until this one ends, and then sees its result. SQLite allows one writer from the beginning; on PostgreSQL the
    /// person's row is locked.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginLockedAsync(
        this FaceRekDb db,
        Guid personId,
        CancellationToken cancellationToken
    )
    {
        var turn = await db.Database.BeginTransactionAsync(cancellationToken);
        if (db is SqliteFaceRekDb)
        {
            return turn;
        }
        await db
            .People.Where(p => p.Id == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.CreatedAt, p => p.CreatedAt), cancellationToken);
        return turn;
    }

    /// <summary>The same for many people at once.</summary>
    public static async Task<IDbContextTransaction> BeginLockedAsync(
        this FaceRekDb db,
        IReadOnlyList<Guid> people,
        CancellationToken cancellationToken
    )
    {
        var turn = await db.Database.BeginTransactionAsync(cancellationToken);
        if (db is SqliteFaceRekDb)
        {
            return turn;
        }
        await db
            .People.Where(p => people.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.CreatedAt, p => p.CreatedAt), cancellationToken);
        return turn;
    }
}
