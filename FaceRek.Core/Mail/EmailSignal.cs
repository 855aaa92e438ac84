using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Mail;

/// <summary>
/// Wakes the sender when emails were committed on this node, leaving out those that are sent by who wrote them. That
/// they are sent does not depend on it, only how soon.
/// </summary>
public sealed class EmailSignal : WakeSignal, IChangeSignal
{
    public bool Concerns(EntityEntry entry) =>
        entry.Entity is OutboxEmail email && entry.State == EntityState.Added && email.DueAt <= email.CreatedAt;

    public void Raise(Guid organizationId) => Ring();
}
