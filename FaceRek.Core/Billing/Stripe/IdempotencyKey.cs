using System.Security.Cryptography;
using System.Text;
using Stripe;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>
/// The same request has the same key, also after a crash in the middle, so Stripe executes it once. Every parameter is
/// part of the key, because one key with different parameters is an error.
/// </summary>
internal static class IdempotencyKey
{
    public static RequestOptions Of(string purpose, params object?[] parts) =>
        new() { IdempotencyKey = Text(purpose, parts) };

    internal static string Text(string purpose, params object?[] parts)
    {
        var joined = string.Join('\n', parts.Select(part => FormattableString.Invariant($"{part}")));
        return $"facerek-{purpose}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)))}";
    }
}
