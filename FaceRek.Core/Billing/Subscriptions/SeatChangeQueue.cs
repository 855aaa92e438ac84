using System.Collections.Concurrent;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Remembers whose number of people changed and when, until it has been quiet long enough to tell Stripe. What is lost with the process is found by the reconciliation.</summary>
public sealed class SeatChangeQueue(TimeProvider clock)
{
    /// <summary>Of quiet: who adds twenty people one by one changes the subscription once.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> rung = new();

    public void Ring(Guid organizationId) => rung[organizationId] = clock.GetUtcNow();

    /// <summary>Those that have been quiet for long enough; each is handed out once.</summary>
    public IReadOnlyList<Guid> Due()
    {
        var before = clock.GetUtcNow() - Quiet;
        return [.. rung.Where(one => one.Value <= before && rung.TryRemove(one)).Select(one => one.Key)];
    }
}
