using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>Tokens with a verified signature, by their hash, until they expire; bounded in number.</summary>
public sealed class RememberedTokens
{
    private const int MaxTokens = 20_000;

    private readonly ConcurrentDictionary<UInt128, Entry> entries = new();

    public TokenValidationResult? Find(string token, DateTimeOffset now)
    {
        if (!entries.TryGetValue(NameOf(token), out var entry))
        {
            return null;
        }
        if (now < entry.Until && entry.Token == token)
        {
            return entry.Result;
        }
        entries.TryRemove(NameOf(token), out _);
        return null;
    }

    public void Keep(string token, TokenValidationResult result, DateTimeOffset until, DateTimeOffset now)
    {
        if (entries.Count >= MaxTokens)
        {
            Forget(now);
        }
        entries[NameOf(token)] = new Entry(token, result, until);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (name, entry) in entries)
        {
            if (entry.Until <= now)
            {
                entries.TryRemove(name, out _);
            }
        }
        if (entries.Count >= MaxTokens)
        {
            entries.Clear();
        }
    }

    private static UInt128 NameOf(string token)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private sealed record Entry(string Token, TokenValidationResult Result, DateTimeOffset Until);
}
