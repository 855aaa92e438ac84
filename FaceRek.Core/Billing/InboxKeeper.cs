using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing;

/// <summary>The operator's look into the inbox: at the events of every organization and at those about none, which no owner can see.</summary>
public sealed class InboxKeeper(FaceRekDb db, CurrentOrganization current, TimeProvider clock)
{
    public const int MostListed = 200;
    private const string Operator = "operator";

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<KeptEvent>> ListAsync(StripeEventState state, CancellationToken cancellation) =>
        await db
            .StripeEvents.AsNoTracking()
            .Where(message => message.State == state)
            .OrderByDescending(message => message.ReceivedAt)
            .Take(MostListed)
            .Select(message => new KeptEvent(
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
            .ToListAsync(cancellation);

    /// <summary>A dead letter waits again from now on; whoever works on the inbox takes it within seconds.</summary>
    /// <returns>False where there is no such dead letter.</returns>
    public async Task<bool> ReplayAsync(string eventId, CancellationToken cancellation)
    {
        if (
            await db.StripeEvents.SingleOrDefaultAsync(
                row => row.Id == eventId && row.State == StripeEventState.Dead,
                cancellation
            )
            is not { } message
        )
        {
            return false;
        }
        var now = clock.GetUtcNow();
        message.Replay(now);
        if (
            message.CustomerId is { } customerId
            && await db.OrganizationOfCustomerAsync(customerId, cancellation) is { } organization
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
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
