using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Enrollment;

/// <summary>
/// Encrypts templates at rest with AES-256-GCM. Each person has their own key, encrypted by the master key that is
/// stored outside the database. The person and the model are authenticated along with the data, so a row that was moved
/// cannot be decrypted.
/// </summary>
/// <param name="masterKey">32 bytes.</param>
public sealed class TemplateEncryption(byte[] masterKey)
{
    private const int KeyBytes = 32;

    /// <returns>Nonce, ciphertext and tag.</returns>
    public byte[] Seal(Person person, Template template)
    {
        var plain = template.ToBytes();
        try
        {
            return Seal(person, plain, TemplateContext(person.OrganizationId, person.Id, template.Model.ToString()));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="CryptographicException">The row belongs to another person, was changed, or was encrypted with
    /// another master key.</exception>
    public Template Open(Person person, FaceTemplate row)
    {
        var plain = Open(person, row.Sealed, TemplateContext(row.OrganizationId, row.PersonId, row.Model.ToString()));
        try
        {
            return Template.FromBytes(row.Model, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <returns>Nonce, ciphertext and tag of the crop's JPEG.</returns>
    public byte[] SealCrop(Person person, byte[] jpeg) =>
        Seal(person, jpeg, CropContext(person.OrganizationId, person.Id));

    /// <exception cref="CryptographicException">The row belongs to another person, was changed, or was encrypted with
    /// another master key.</exception>
    public byte[] OpenCrop(Person person, FaceCrop row) =>
        Open(person, row.Sealed, CropContext(row.OrganizationId, row.PersonId));

    private byte[] Seal(Person person, byte[] plain, byte[] context)
    {
        person.SealedFaceKey ??= SealedBox.Seal(
            masterKey,
            RandomNumberGenerator.GetBytes(KeyBytes),
            KeyContext(person)
        );
        var key = KeyOf(person);
        try
        {
            return SealedBox.Seal(key, plain, context);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Open(Person person, byte[] box, byte[] context)
    {
        var key = KeyOf(person);
        try
        {
            return SealedBox.Open(key, box, context);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] KeyOf(Person person) =>
        SealedBox.Open(
            masterKey,
            person.SealedFaceKey ?? throw new CryptographicException("The person's key was destroyed."),
            KeyContext(person)
        );

    private static byte[] KeyContext(Person person) =>
        Encoding.UTF8.GetBytes($"face-key|{person.OrganizationId:N}|{person.Id:N}");

    private static byte[] CropContext(Guid organizationId, Guid personId) =>
        Encoding.UTF8.GetBytes($"crop|{organizationId:N}|{personId:N}");

    private static byte[] TemplateContext(Guid organizationId, Guid personId, string model) =>
        Encoding.UTF8.GetBytes($"template|{organizationId:N}|{personId:N}|{model}");
}
