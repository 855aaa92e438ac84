using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Events;

/// <summary>The operator's view of the inbox: events of every organization and events without one, which no owner can see.</summary>
public sealed class StripeEventAdmin(FaceRekDb db, CurrentOrganization current, TimeProvider clock)
{
    public const int MaxListed = 200;
    private const string Operator = "operator";

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<StripeEventSummary>> ListAsync(
        StripeEventState state,
        CancellationToken cancellationToken
    ) =>
        await db
            .StripeEvents.Where(message => message.State == state)
            .OrderByDescending(message => message.ReceivedAt)
            .Take(MaxListed)
            .Select(message => new StripeEventSummary(
                message.Id,
                message.Type,
                message.ReceivedAt,
                message.Attempts,
                message.Fault,
                message.CustomerId,
                db.OfEveryOrganization<BillingAccount>()
                    .Where(account => account.CustomerId == message.CustomerId)
                    .Select(account =>
                        db.Organizations.Where(row => row.Id == account.OrganizationId)
                            .Select(row => row.Slug)
                            .FirstOrDefault()
                    )
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);

    /// <summary>Puts a dead letter back into the queue; the worker picks it up within seconds.</summary>
    /// <returns>False where there is no such dead letter.</returns>
    public async Task<bool> ReplayAsync(string eventId, CancellationToken cancellationToken)
    {
        if (
            await db
                .StripeEvents.AsTracking()
                .SingleOrDefaultAsync(row => row.Id == eventId && row.State == StripeEventState.Dead, cancellationToken)
            is not { } message
        )
        {
            return false;
        }
        var now = clock.GetUtcNow();
        message.Replay(now);
        if (
            message.CustomerId is { } customerId
            && await db.OrganizationOfCustomerAsync(customerId, cancellationToken) is { } organization
        )
        {
            current.Enter(organization);
            db.Add(
                new AuditEntry
                {
                    OrganizationId = organization.Id,
                    At = now,
                    What = "stripe-event.replayed",
                    By = Operator,
                    Before = "dead",
                    After = $"waiting: {message.Type}",
                }
            );
        }
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}

/// <summary>An event as the operator sees it.</summary>
/// <param name="Organization">Its name in addresses; null where the event belongs to no known organization.</param>
/// <param name="Fault">The last error, without secrets.</param>
public sealed record StripeEventSummary(
    string Id,
    string Type,
    DateTimeOffset ReceivedAt,
    int Attempts,
    string? Fault,
    string? CustomerId,
    string? Organization
);
