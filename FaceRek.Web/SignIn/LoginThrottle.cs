namespace FaceRek.Web.SignIn;

/// <summary>
/// Counts tries by key, in this process and bounded in number. A key holds one instant, by which all its tries will have been made up for
/// (the generic cell rate algorithm): a try moves it on by one refill, and none is allowed while it lies further ahead than the burst.
/// </summary>
public sealed class LoginThrottle(TimeProvider clock)
{
    private const int MaxKeys = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> paidOffAt = new(StringComparer.Ordinal);

    /// <summary>Takes one try from every key, or from none: then how long to wait. Taken before the work, so that parallel tries count.</summary>
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

    /// <summary>The try was no guess: it succeeded.</summary>
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

    /// <summary>First those that owe nothing; if a flood of keys still fills the book, those that owe least.</summary>
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
/// <param name="Refill">After how long one more is allowed.</param>
public sealed record TokenBucket(int Burst, TimeSpan Refill);
