using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>Idempotency keys as Stripe keeps them: the first response for 24 hours, the same request only, one at a time.</summary>
public sealed class KeyBook
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Entry> entries = [];

    /// <summary>
    /// The stored response, or null when the caller has to do the work and then call <see cref="Keep"/> or
    /// <see cref="Forget"/>.
    /// </summary>
    public WireAnswer? Open(string key, string method, string path, string form, DateTimeOffset now)
    {
        var request = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {path}\n{form}")));
        lock (entries)
        {
            if (!entries.TryGetValue(key, out var entry) || entry.At + Kept <= now)
            {
                entries[key] = new Entry(request, now, null);
                return null;
            }
            if (entry.Request != request)
            {
                throw new RefusalException(
                    400,
                    "idempotency_error",
                    null,
                    $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request."
                );
            }
            return entry.Answer
                ?? throw new RefusalException(
                    409,
                    "idempotency_error",
                    "idempotency_key_in_use",
                    $"There is currently another in-progress request using this Idempotent Key: {key}"
                );
        }
    }

    public void Keep(string key, WireAnswer answer)
    {
        lock (entries)
        {
            entries[key] = entries[key] with { Answer = answer with { IsReplayed = true } };
        }
    }

    public void Forget(string key)
    {
        lock (entries)
        {
            entries.Remove(key);
        }
    }

    private sealed record Entry(string Request, DateTimeOffset At, WireAnswer? Answer);
}
