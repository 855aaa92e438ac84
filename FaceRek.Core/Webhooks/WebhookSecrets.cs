using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Core.Webhooks;

/// <summary>Draws the secrets that messages are signed with, and seals them at rest with AES-256-GCM under a key of their own.</summary>
/// <param name="masterKey">32 bytes; the key in use is derived from it (HKDF-SHA256, RFC 5869).</param>
public sealed class WebhookSecrets(byte[] masterKey)
{
    /// <summary>As the Standard Webhooks convention writes secrets: this, and base64.</summary>
    public const string Prefix = "whsec_";

    private const int SecretBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, outputLength: 32, info: "webhook-secrets"u8.ToArray());

    /// <returns>The secret as its receiver is shown it, and as it is kept.</returns>
    public (string Shown, byte[] Sealed) Draw(Guid organizationId)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (Prefix + Convert.ToBase64String(secret), Seal(secret, organizationId));
    }

    /// <exception cref="CryptographicException">The row is another organization's, was changed, or the master key is another one.</exception>
    public byte[] Open(byte[] box, Guid organizationId)
    {
        if (box.Length < NonceBytes + TagBytes) { throw new CryptographicException("The sealed bytes are too short."); }
        using var aes = new AesGcm(key, TagBytes);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Context(organizationId));
        return plain;
    }

    private byte[] Seal(byte[] secret, Guid organizationId)
    {
        using var aes = new AesGcm(key, TagBytes);
        var box = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        aes.Encrypt(box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes, secret.Length), box.AsSpan(NonceBytes + secret.Length), Context(organizationId));
        return box;
    }

    private static byte[] Context(Guid organizationId) => Encoding.UTF8.GetBytes($"webhook|{organizationId:N}");
}
