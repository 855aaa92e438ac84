using FaceRek.Core.Mail;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Moves to the outbox of the current organization what an earlier version without an outbox left unsent, and sends it
/// at once. What no owner got goes back and is tried again by the next call. Of two processes one takes it.
/// </summary>
public sealed class BillingEmailSender(FaceRekDb db, EmailSender sender, TimeProvider clock)
{
    /// <summary>At once, and then once an hour for two days.</summary>
    public const int MaxAttempts = OutboxEmail.MaxAttempts;

    /// <param name="attempts">Only what was tried less often.</param>
    public async Task RunAsync(int attempts, CancellationToken cancellationToken)
    {
        foreach (
            var told in await db
                .BillingEmails.Where(told => told.SentAt == null && told.Attempts < attempts)
                .OrderBy(told => told.CreatedAt)
                .ToListAsync(cancellationToken)
        )
        {
            if (await TakeAsync(told, cancellationToken) is { } emails && !await SendAsync(emails, cancellationToken))
            {
                await GiveBackAsync(told, emails, cancellationToken);
            }
        }
    }

    /// <returns>Null where another process has it.</returns>
    private async Task<List<OutboxEmail>?> TakeAsync(BillingEmail told, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (
            await db
                .BillingEmails.Where(row => row.Id == told.Id && row.SentAt == null)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(t => t.SentAt, now).SetProperty(t => t.Attempts, t => t.Attempts + 1),
                    cancellationToken
                ) == 0
        )
        {
            return null;
        }
        var emails = await db.AddToOwnersAsync(told, now, cancellationToken);
        emails.ForEach(email => email.Hold());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return emails;
    }

    /// <returns>False where no owner got it.</returns>
    private async Task<bool> SendAsync(List<OutboxEmail> emails, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var email in emails)
        {
            sent += await sender.SendHeldAsync(email, clock, cancellationToken) ? 1 : 0;
        }
        return sent > 0 || emails.Count == 0;
    }

    private async Task GiveBackAsync(BillingEmail told, List<OutboxEmail> emails, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ids = emails.ConvertAll(email => email.Id);
        await db
            .OutboxEmails.Where(email => ids.Contains(email.Id) && email.SentAt == null)
            .ExecuteDeleteAsync(cancellationToken);
        await db
            .BillingEmails.Where(row => row.Id == told.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(t => t.SentAt, (DateTimeOffset?)null), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
