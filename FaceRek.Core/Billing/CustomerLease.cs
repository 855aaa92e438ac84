using System.Collections.Concurrent;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Billing;

/// <summary>
/// One reader of a customer at a time, in this process and beyond it: who fetched first must also write first, or an older state would be written
/// over a newer one. What was fetched under a lease that ran out is thrown away.
/// </summary>
public sealed class CustomerLease(TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> gates = new();

    /// <summary>Waits for whoever is at it in this process; null where another process is.</summary>
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
        /// <summary>As part of the caller's transaction: false where the lease ran out and somebody else has taken it.</summary>
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
