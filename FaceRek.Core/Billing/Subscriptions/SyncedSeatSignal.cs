using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>A sync with Stripe may have found a subscription for another number of people.</summary>
public sealed class SyncedSeatSignal(SeatChangeQueue seats) : IChangeSignal
{
    public bool Concerns(EntityEntry entry) =>
        entry.Entity is BillingAccount
        && entry.State == EntityState.Modified
        && entry.Property(nameof(BillingAccount.SyncedAt)).IsModified;

    public void Raise(Guid organizationId) => seats.Ring(organizationId);
}
