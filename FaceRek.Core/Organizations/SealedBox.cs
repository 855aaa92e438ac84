using System.Security.Cryptography;

namespace FaceRek.Core.Organizations;

/// <summary>
/// Bytes encrypted with AES-256-GCM: nonce, ciphertext and tag in one. The owner is authenticated along with them, so a
/// value that was moved cannot be decrypted.
/// </summary>
public static class SealedBox
{
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <param name="key">32 bytes.</param>
    /// <param name="context">What the value belongs to; decryption needs the same.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        using var aes = new AesGcm(key, TagBytes);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        aes.Encrypt(
            box.AsSpan(0, NonceBytes),
            plain,
            box.AsSpan(NonceBytes, plain.Length),
            box.AsSpan(NonceBytes + plain.Length),
            context
        );
        return box;
    }

    /// <exception cref="CryptographicException">The value belongs to something else, was changed, or was encrypted with
    /// another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The sealed bytes are too short.");
        }
        using var aes = new AesGcm(key, TagBytes);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], plain, context);
        return plain;
    }
}
