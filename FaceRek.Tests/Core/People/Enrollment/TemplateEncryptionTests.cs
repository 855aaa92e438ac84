using System.Security.Cryptography;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;

namespace FaceRek.Tests.Core.People.Enrollment;

public sealed class TemplateEncryptionTests
{
    private static readonly Guid Bakery = Guid.CreateVersion7();
    private readonly TemplateEncryption encryption = new(RandomNumberGenerator.GetBytes(32));
    private readonly Template template = new(ModelId.Classic, [.. Enumerable.Range(0, 128).Select(i => i / 128f)]);

    [Fact]
    public void What_is_sealed_opens_to_the_same_numbers()
    {
        var ada = NewPerson();
        Assert.Equal(
            template.Values.ToArray(),
            encryption.Open(ada, Row(ada, encryption.Seal(ada, template))).Values.ToArray()
        );
    }

    [Fact]
    public void The_same_template_is_sealed_to_other_bytes_each_time_and_shows_none_of_its_own()
    {
        var ada = NewPerson();
        var (first, second) = (encryption.Seal(ada, template), encryption.Seal(ada, template));

        Assert.NotEqual(first, second);
        Assert.Equal(-1, first.AsSpan().IndexOf(template.ToBytes().AsSpan(64, 16)));
    }

    /// <summary>One thing differs each time: with everything else equal the row could be decrypted.</summary>
    [Fact]
    public void A_row_that_was_moved_to_another_person_organization_or_model_does_not_open()
    {
        var (master, ada) = (RandomNumberGenerator.GetBytes(32), NewPerson());
        var own = new TemplateEncryption(master);
        var bytes = own.Seal(ada, template);
        var key = SealedBox.Open(master, ada.SealedFaceKey, Text($"face-key|{Bakery:N}|{ada.Id:N}"));
        // With the same key built by hand here it can be decrypted: so what follows fails for its own reason.
        var ben = NewPerson();
        ben.SealedFaceKey = SealedBox.Seal(master, key, Text($"face-key|{Bakery:N}|{ben.Id:N}"));
        Assert.Equal(
            template.Values.ToArray(),
            own.Open(
                    ben,
                    Row(ben, SealedBox.Seal(key, template.ToBytes(), Text($"template|{Bakery:N}|{ben.Id:N}|classic/1")))
                )
                .Values.ToArray()
        );

        Fails(() => own.Open(ben, Row(ben, bytes)));
        Fails(() => own.Open(ada, Row(ada, bytes, organizationId: Guid.CreateVersion7())));
        Fails(() => own.Open(ada, Row(ada, bytes, model: "other")));
        Fails(() => own.Open(ada, Row(ada, bytes, version: "2")));
        // A crop is not a template and a template not a crop, under whatever name it is stored.
        Fails(() => own.OpenCrop(ada, Crop(ada, bytes)));
        Fails(() => own.Open(ada, Row(ada, own.SealCrop(ada, template.ToBytes()))));
        Assert.Equal(template.ToBytes(), own.OpenCrop(ada, Crop(ada, own.SealCrop(ada, template.ToBytes()))));
        Fails(() => own.OpenCrop(ben, Crop(ben, own.SealCrop(ada, template.ToBytes()))));
        Fails(() =>
            own.OpenCrop(ada, Crop(ada, own.SealCrop(ada, template.ToBytes()), organizationId: Guid.CreateVersion7()))
        );
    }

    /// <summary>
    /// Rows that could be decrypted with Ada's key, so that only the key itself can refuse: it is encrypted for Ada of
    /// the bakery.
    /// </summary>
    [Fact]
    public void A_key_that_was_moved_to_another_person_or_organization_does_not_open()
    {
        var (master, ada, harbour) = (RandomNumberGenerator.GetBytes(32), NewPerson(), Guid.CreateVersion7());
        var own = new TemplateEncryption(master);
        own.Seal(ada, template);
        var key = SealedBox.Open(master, ada.SealedFaceKey, Text($"face-key|{Bakery:N}|{ada.Id:N}"));
        foreach (var (organization, id) in ((Guid, Guid)[])[(Bakery, Guid.CreateVersion7()), (harbour, ada.Id)])
        {
            var moved = new Person
            {
                Id = id,
                OrganizationId = organization,
                Name = "Ada",
                CreatedAt = DateTimeOffset.UnixEpoch,
                SealedFaceKey = ada.SealedFaceKey,
            };
            var row = Row(
                moved,
                SealedBox.Seal(key, template.ToBytes(), Text($"template|{organization:N}|{id:N}|classic/1"))
            );
            Fails(() => own.Open(moved, row));
            moved.SealedFaceKey = SealedBox.Seal(master, key, Text($"face-key|{organization:N}|{id:N}"));
            Assert.Equal(template.Values.ToArray(), own.Open(moved, row).Values.ToArray());
        }
        // A person keeps the one key they have, and it is 32 random bytes.
        var before = ada.SealedFaceKey;
        own.Seal(ada, template);
        Assert.Same(before, ada.SealedFaceKey);
        Assert.Equal(32, key.Length);
    }

    [Fact]
    public void Boxes_too_short_to_hold_nonce_and_tag_are_said_to_be() =>
        Assert.Equal(
            "The sealed bytes are too short.",
            Assert.Throws<CryptographicException>(() => SealedBox.Open(new byte[32], new byte[27], [])).Message
        );

    [Fact]
    public void A_changed_byte_a_cut_row_and_another_master_key_do_not_open()
    {
        var ada = NewPerson();
        var bytes = encryption.Seal(ada, template);
        byte[] changed = [.. bytes[..40], (byte)(bytes[40] ^ 1), .. bytes[41..]];

        Assert.ThrowsAny<CryptographicException>(() => encryption.Open(ada, Row(ada, changed)));
        Assert.ThrowsAny<CryptographicException>(() => encryption.Open(ada, Row(ada, bytes[..20])));
        Assert.ThrowsAny<CryptographicException>(() =>
            new TemplateEncryption(RandomNumberGenerator.GetBytes(32)).Open(ada, Row(ada, bytes))
        );
    }

    [Fact]
    public void Without_the_persons_key_a_copy_of_the_row_is_noise()
    {
        var ada = NewPerson();
        var row = Row(ada, encryption.Seal(ada, template));
        ada.SealedFaceKey = null;
        Assert.ThrowsAny<CryptographicException>(() => encryption.Open(ada, row));

        encryption.Seal(ada, template);
        Assert.ThrowsAny<CryptographicException>(() => encryption.Open(ada, row));
    }

    private static Person NewPerson() =>
        new()
        {
            OrganizationId = Bakery,
            Name = "Ada",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private static void Fails(Func<object> open) => Assert.ThrowsAny<CryptographicException>(open);

    private static byte[] Text(string context) => System.Text.Encoding.UTF8.GetBytes(context);

    private static FaceCrop Crop(Person person, byte[] bytes, Guid? organizationId = null) =>
        new()
        {
            OrganizationId = organizationId ?? person.OrganizationId,
            PersonId = person.Id,
            Sealed = bytes,
            CreatedAt = DateTimeOffset.UnixEpoch,
            TriedModel = "classic/1",
        };

    private static FaceTemplate Row(
        Person person,
        byte[] bytes,
        Guid? organizationId = null,
        string model = "classic",
        string version = "1"
    ) =>
        new()
        {
            OrganizationId = organizationId ?? person.OrganizationId,
            PersonId = person.Id,
            ModelName = model,
            ModelVersion = version,
            Sealed = bytes,
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedById = person.Id,
        };
}
