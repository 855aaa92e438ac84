using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.People.Management;

/// <summary>More or fewer people are active, so the organization pays for another number of seats.</summary>
public sealed class PersonSeatSignal(SeatChangeQueue seats) : IChangeSignal
{
    public bool Concerns(EntityEntry entry) =>
        entry.Entity is Person
        && (entry.State != EntityState.Modified || entry.Property(nameof(Person.Status)).IsModified);

    public void Raise(Guid organizationId) => seats.Ring(organizationId);
}
