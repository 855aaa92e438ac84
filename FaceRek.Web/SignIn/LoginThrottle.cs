namespace FaceRek.Web.SignIn;

/// <summary>
/// Limits attempts by key, in this process, with a bounded number of keys. A key stores one instant at which all its
/// attempts have been refilled (the generic cell rate algorithm): an attempt moves it by one refill, and none is
/// allowed while it is further ahead than the burst.
/// </summary>
public sealed class LoginThrottle(TimeProvider clock)
{
    private const int MaxKeys = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> paidOffAt = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes one attempt from every key, or from none; then it returns how long to wait. Taken before the work, so that
    /// parallel attempts count.
    /// </summary>
    public TimeSpan? Take(params ReadOnlySpan<(string Key, TokenBucket Allowance)> keys)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var wait = TimeSpan.Zero;
            foreach (var (key, allowance) in keys)
            {
                var ahead = PaidOffAt(key, now) + allowance.Refill - now - (allowance.Burst * allowance.Refill);
                if (ahead > wait)
                {
                    wait = ahead;
                }
            }
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }
            foreach (var (key, allowance) in keys)
            {
                paidOffAt[key] = PaidOffAt(key, now) + allowance.Refill;
            }
            if (paidOffAt.Count > MaxKeys)
            {
                Forget(now);
            }
            return null;
        }
    }

    /// <summary>The attempt succeeded, so it was not a guess.</summary>
    public void GiveBack(params ReadOnlySpan<(string Key, TokenBucket Allowance)> keys)
    {
        lock (gate)
        {
            foreach (var (key, allowance) in keys)
            {
                if (paidOffAt.TryGetValue(key, out var at))
                {
                    paidOffAt[key] = at - allowance.Refill;
                }
            }
        }
    }

    private DateTimeOffset PaidOffAt(string key, DateTimeOffset now) =>
        paidOffAt.TryGetValue(key, out var at) && at > now ? at : now;

    /// <summary>Removes full buckets first; if the table is still full, those with the fewest attempts.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var key in paidOffAt.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
        {
            paidOffAt.Remove(key);
        }
        foreach (
            var key in paidOffAt
                .OrderBy(entry => entry.Value)
                .Take(Math.Max(0, paidOffAt.Count - (MaxKeys / 2)))
                .Select(entry => entry.Key)
                .ToList()
        )
        {
            paidOffAt.Remove(key);
        }
    }
}

/// <param name="Burst">How many at once.</param>
/// <param name="Refill">The time after which one more is allowed.</param>
public sealed record TokenBucket(int Burst, TimeSpan Refill);
