using System.Data.Common;
using FaceRek.Core.Mail;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Core.Storage;

/// <summary>
/// Rings for new emails as soon as they are committed. That they are sent does not depend on it, only how soon.
/// </summary>
internal sealed class EmailInterceptor(EmailSignal signal) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is FaceRekDb { Database.CurrentTransaction: null } db)
        {
            Ring(db);
        }
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Ring(eventData.Context as FaceRekDb);
        return Task.CompletedTask;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Ring(eventData.Context as FaceRekDb);

    private void Ring(FaceRekDb? db)
    {
        if (db is { HasNewEmails: true })
        {
            db.HasNewEmails = false;
            signal.Ring();
        }
    }
}
