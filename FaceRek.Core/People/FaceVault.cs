using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.People;

/// <summary>
/// Seals templates at rest with AES-256-GCM. Each person has a key of their own, sealed by the master key that lives outside the
/// database; whose template it is and which model made it are authenticated along, so a row that was moved does not open.
/// </summary>
/// <param name="masterKey">32 bytes.</param>
public sealed class FaceVault(byte[] masterKey)
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <returns>Nonce, ciphertext and tag.</returns>
    public byte[] Seal(Person person, Template template)
    {
        person.SealedFaceKey ??= NewKey(person);
        using var key = KeyOf(person);
        var plain = template.ToBytes();
        try { return Seal(key, plain, TemplateContext(person.OrganizationId, person.Id, template.Model.ToString())); }
        finally { CryptographicOperations.ZeroMemory(plain); }
    }

    /// <exception cref="CryptographicException">The row is not this person's, was changed, or the master key is another one.</exception>
    public Template Open(Person person, FaceTemplate row)
    {
        using var key = KeyOf(person);
        var plain = Open(key, row.Sealed, TemplateContext(row.OrganizationId, row.PersonId, row.Model.ToString()));
        try { return Template.FromBytes(row.Model, plain); }
        finally { CryptographicOperations.ZeroMemory(plain); }
    }

    /// <returns>Nonce, ciphertext and tag of the crop's JPEG.</returns>
    public byte[] SealCrop(Person person, byte[] jpeg)
    {
        person.SealedFaceKey ??= NewKey(person);
        using var key = KeyOf(person);
        return Seal(key, jpeg, CropContext(person.OrganizationId, person.Id));
    }

    /// <exception cref="CryptographicException">The row is not this person's, was changed, or the master key is another one.</exception>
    public byte[] OpenCrop(Person person, FaceCrop row)
    {
        using var key = KeyOf(person);
        return Open(key, row.Sealed, CropContext(row.OrganizationId, row.PersonId));
    }

    private byte[] NewKey(Person person)
    {
        using var master = new AesGcm(masterKey, TagBytes);
        return Seal(master, RandomNumberGenerator.GetBytes(KeyBytes), KeyContext(person));
    }

    private AesGcm KeyOf(Person person)
    {
        using var master = new AesGcm(masterKey, TagBytes);
        var key = Open(master, person.SealedFaceKey ?? throw new CryptographicException("The person's key was destroyed."), KeyContext(person));
        try { return new AesGcm(key, TagBytes); }
        finally { CryptographicOperations.ZeroMemory(key); }
    }

    private static byte[] Seal(AesGcm key, ReadOnlySpan<byte> plain, byte[] context)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        key.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), context);
        return box;
    }

    private static byte[] Open(AesGcm key, ReadOnlySpan<byte> box, byte[] context)
    {
        if (box.Length < NonceBytes + TagBytes) { throw new CryptographicException("The sealed bytes are too short."); }
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        key.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], plain, context);
        return plain;
    }

    private static byte[] KeyContext(Person person) => Encoding.UTF8.GetBytes($"face-key|{person.OrganizationId:N}|{person.Id:N}");

    private static byte[] CropContext(Guid organizationId, Guid personId) => Encoding.UTF8.GetBytes($"crop|{organizationId:N}|{personId:N}");

    private static byte[] TemplateContext(Guid organizationId, Guid personId, string model) =>
        Encoding.UTF8.GetBytes($"template|{organizationId:N}|{personId:N}|{model}");
}
