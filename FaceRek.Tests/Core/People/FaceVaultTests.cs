using System.Security.Cryptography;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.People;

namespace FaceRek.Tests.Core.People;

public sealed class FaceVaultTests
{
    private static readonly Guid Bakery = Guid.CreateVersion7();
    private readonly FaceVault vault = new(RandomNumberGenerator.GetBytes(32));
    private readonly Template template = new(ModelId.Classic, [.. Enumerable.Range(0, 128).Select(i => i / 128f)]);

    [Fact]
    public void What_is_sealed_opens_to_the_same_numbers()
    {
        var ada = NewPerson();
        Assert.Equal(template.Values.ToArray(), vault.Open(ada, Row(ada, vault.Seal(ada, template))).Values.ToArray());
    }

    [Fact]
    public void The_same_template_is_sealed_to_other_bytes_each_time_and_shows_none_of_its_own()
    {
        var ada = NewPerson();
        var (first, second) = (vault.Seal(ada, template), vault.Seal(ada, template));

        Assert.NotEqual(first, second);
        Assert.Equal(-1, first.AsSpan().IndexOf(template.ToBytes().AsSpan(64, 16)));
    }

    [Fact]
    public void A_row_that_was_moved_to_another_person_organization_or_model_does_not_open()
    {
        var (ada, ben) = (NewPerson(), NewPerson());
        var bytes = vault.Seal(ada, template);
        _ = vault.Seal(ben, template);

        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ben, Row(ben, bytes)));
        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ada, Row(ada, bytes, organizationId: Guid.CreateVersion7())));
        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ada, Row(ada, bytes, model: "other")));
        // Ada's key under Ben's name does not help either.
        ben.SealedFaceKey = ada.SealedFaceKey;
        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ben, Row(ben, bytes)));
    }

    [Fact]
    public void A_changed_byte_a_cut_row_and_another_master_key_do_not_open()
    {
        var ada = NewPerson();
        var bytes = vault.Seal(ada, template);
        byte[] changed = [.. bytes[..40], (byte)(bytes[40] ^ 1), .. bytes[41..]];

        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ada, Row(ada, changed)));
        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ada, Row(ada, bytes[..20])));
        _ = Assert.ThrowsAny<CryptographicException>(() => new FaceVault(RandomNumberGenerator.GetBytes(32)).Open(ada, Row(ada, bytes)));
    }

    [Fact]
    public void Without_the_persons_key_a_copy_of_the_row_is_noise()
    {
        var ada = NewPerson();
        var row = Row(ada, vault.Seal(ada, template));
        ada.SealedFaceKey = null;
        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ada, row));

        _ = vault.Seal(ada, template);
        _ = Assert.ThrowsAny<CryptographicException>(() => vault.Open(ada, row));
    }

    private static Person NewPerson() => new() { OrganizationId = Bakery, Name = "Ada", CreatedAt = DateTimeOffset.UnixEpoch };

    private static FaceTemplate Row(Person person, byte[] bytes, Guid? organizationId = null, string model = "classic") => new()
    {
        OrganizationId = organizationId ?? person.OrganizationId, PersonId = person.Id, ModelName = model, ModelVersion = "1",
        Sealed = bytes, CreatedAt = DateTimeOffset.UnixEpoch, CreatedById = person.Id,
    };
}
