using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Webhooks;

/// <summary>Creates the secrets that sign messages, and encrypts them at rest with AES-256-GCM under a separate key.</summary>
/// <param name="masterKey">32 bytes; the key in use is derived from it (HKDF-SHA256, RFC 5869).</param>
public sealed class WebhookSecrets(byte[] masterKey)
{
    /// <summary>The Standard Webhooks format of secrets: this prefix, and base64.</summary>
    public const string Prefix = "whsec_";

    private const int SecretBytes = 32;

    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        masterKey,
        outputLength: 32,
        info: "webhook-secrets"u8.ToArray()
    );

    /// <returns>The secret as shown to the receiver, and as stored.</returns>
    public (string Shown, byte[] Sealed) Draw(Guid organizationId)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (Prefix + Convert.ToBase64String(secret), SealedBox.Seal(key, secret, Context(organizationId)));
    }

    /// <exception cref="CryptographicException">The row belongs to another organization, was changed, or was encrypted
    /// with another master key.</exception>
    public byte[] Open(byte[] box, Guid organizationId) => SealedBox.Open(key, box, Context(organizationId));

    private static byte[] Context(Guid organizationId) => Encoding.UTF8.GetBytes($"webhook|{organizationId:N}");
}

/// <summary>
/// Signatures by the Standard Webhooks convention (standardwebhooks.com, specification 1.0): HMAC-SHA256 over id, time
/// and body.
/// </summary>
public static class WebhookSignature
{
    /// <param name="at">Unix seconds.</param>
    public static string Of(byte[] secret, Guid messageId, long at, string body)
    {
        var signed = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{IdOf(messageId)}.{at}.{body}")
        );
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
    }

    public static string IdOf(Guid messageId) => $"msg_{messageId:N}";
}
