using System.Collections.Concurrent;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>An organization as a customer of Stripe. Created with the first purchase attempt.</summary>
public sealed class BillingAccount : IOrganizationOwned
{
    /// <summary>One for each organization.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>cus_…; unique, and the only link from an event to an organization. Null until Stripe has created the customer.</summary>
    public string? CustomerId { get; set; }

    /// <summary>
    /// The customer was deleted in Stripe's dashboard. Our copy is kept; nothing can be bought under this customer any
    /// more.
    /// </summary>
    public bool IsDetached { get; set; }

    /// <summary>What an operator should check; null where all is well.</summary>
    public string? Alert { get; set; }

    /// <summary>The sync that is running, and how long at most.</summary>
    public Guid? LeaseId { get; private set; }
    public DateTimeOffset? LeasedUntil { get; private set; }
    public DateTimeOffset? SyncedAt { get; set; }

    /// <summary>The wanted number of people of the subscription, and the number at the time of that decision.</summary>
    public int SeatTarget { get; private set; }
    public int SeatsBefore { get; private set; }

    /// <summary>
    /// Counts the changes and makes the idempotency key of each, so that 7, 8 and 7 again are three changes and a
    /// repeat is none.
    /// </summary>
    public int SeatRevision { get; private set; }

    /// <param name="before">How many are paid for now.</param>
    public void AimAt(int seats, int before)
    {
        if (seats == SeatTarget && before == SeatsBefore)
        {
            return;
        }
        (SeatTarget, SeatsBefore, SeatRevision) = (seats, before, SeatRevision + 1);
    }

    /// <summary>The change was made: the same one later is a new change.</summary>
    public void Reach() => SeatsBefore = SeatTarget;
}

/// <summary>
/// Allows one reader of a customer at a time, also across processes: the first to fetch must also be the first to
/// write, or an older state would overwrite a newer one. What was fetched under an expired lease is discarded.
/// </summary>
public sealed class CustomerLease(TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> gates = new();

    /// <summary>Waits for another holder in this process; null where another process has it.</summary>
    internal async Task<Held?> TakeAsync(FaceRekDb db, Guid organizationId, CancellationToken cancellationToken)
    {
        var gate = gates.GetOrAdd(organizationId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
            var until = now + Length;
            var taken = await db
                .BillingAccounts.Where(account => account.LeasedUntil == null || account.LeasedUntil <= now)
                .ExecuteUpdateAsync(
                    account => account.SetProperty(a => a.LeaseId, id).SetProperty(a => a.LeasedUntil, until),
                    cancellationToken
                );
            if (taken == 1)
            {
                return new Held(id, gate);
            }
        }
        catch
        {
            gate.Release();
            throw;
        }
        gate.Release();
        return null;
    }

    internal sealed class Held(Guid id, SemaphoreSlim gate) : IDisposable
    {
        /// <summary>As part of the caller's transaction; false where the lease expired and was taken by another holder.</summary>
        public async Task<bool> GiveBackAsync(FaceRekDb db, CancellationToken cancellationToken) =>
            await db
                .BillingAccounts.Where(account => account.LeaseId == id)
                .ExecuteUpdateAsync(
                    account =>
                        account
                            .SetProperty(a => a.LeaseId, (Guid?)null)
                            .SetProperty(a => a.LeasedUntil, (DateTimeOffset?)null),
                    cancellationToken
                ) == 1;

        public void Dispose() => gate.Release();
    }
}
