using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Events;

/// <summary>
/// Events that failed too often. Owners see and replay those of their own customer; events without a known customer are
/// the operator's.
/// </summary>
public sealed partial class DeadLetterDesk(
    FaceRekDb db,
    CurrentOrganization current,
    InboxSignal signal,
    TimeProvider clock,
    ILogger<DeadLetterDesk> logger
)
{
    public const int MaxListed = 100;

    /// <summary>The newest first. Empty for a user who is not an owner.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellationToken) =>
        await (await OwnAsync(cancellationToken))
            .OrderByDescending(message => message.ReceivedAt)
            .Take(MaxListed)
            .Select(message => new DeadLetter(
                message.Id,
                message.Type,
                message.CreatedAt,
                message.ReceivedAt,
                message.Attempts,
                message.Fault
            ))
            .ToListAsync(cancellationToken);

    /// <returns>False where the current organization has no such dead letter.</returns>
    public async Task<bool> ReplayAsync(string eventId, Guid byUserId, CancellationToken cancellationToken)
    {
        if (
            await (await OwnAsync(cancellationToken))
                .AsTracking()
                .SingleOrDefaultAsync(message => message.Id == eventId, cancellationToken)
            is not { } message
        )
        {
            return false;
        }
        var now = clock.GetUtcNow();
        message.Replay(now);
        db.Add(
            new AuditEntry
            {
                OrganizationId = current.Organization.Id,
                At = now,
                What = "stripe-event.replayed",
                ByUserId = byUserId,
                Before = "dead",
                After = $"waiting: {message.Type}",
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        signal.Ring();
        LogReplayed(eventId, byUserId);
        return true;
    }

    private async Task<IQueryable<StripeEvent>> OwnAsync(CancellationToken cancellationToken)
    {
        var customerId = current.MayActAs(Role.Owner)
            ? await db.BillingAccounts.Select(account => account.CustomerId).SingleOrDefaultAsync(cancellationToken)
            : null;
        return db.StripeEvents.Where(message =>
            customerId != null && message.CustomerId == customerId && message.State == StripeEventState.Dead
        );
    }

    [LoggerMessage(
        EventId = 1701,
        Level = LogLevel.Information,
        Message = "Event {EventId} was replayed by user {UserId}"
    )]
    private partial void LogReplayed(string eventId, Guid userId);
}

/// <param name="HappenedAt">According to Stripe.</param>
/// <param name="Fault">The last error, without secrets.</param>
public sealed record DeadLetter(
    string Id,
    string Type,
    DateTimeOffset HappenedAt,
    DateTimeOffset ReceivedAt,
    int Attempts,
    string? Fault
);
