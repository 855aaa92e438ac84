using System.Collections.Concurrent;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Remembers organizations whose number of people changed, until it has been stable long enough to send to Stripe. What
/// is lost with the process is found by the reconciliation.
/// </summary>
public sealed class SeatChangeQueue(TimeProvider clock)
{
    /// <summary>Time without changes: adding twenty people one by one changes the subscription once.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> rung = new();

    public void Ring(Guid organizationId) => rung[organizationId] = clock.GetUtcNow();

    /// <summary>Organizations that have been stable for long enough; each is returned once.</summary>
    public IReadOnlyList<Guid> Due()
    {
        var before = clock.GetUtcNow() - Quiet;
        return [.. rung.Where(one => one.Value <= before && rung.TryRemove(one)).Select(one => one.Key)];
    }
}
