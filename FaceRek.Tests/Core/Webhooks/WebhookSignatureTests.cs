using System.Security.Cryptography;
using FaceRek.Core.Webhooks;

namespace FaceRek.Tests.Core.Webhooks;

public sealed class WebhookSignatureTests
{
    private static readonly Guid Organization = Guid.CreateVersion7();

    [Fact]
    public void The_signature_is_the_one_that_openssl_makes()
    {
        // printf 'msg_0123456789abcdef0123456789abcdef.1700000000.{"a":1}' | openssl dgst -sha256 -hmac '<32 bytes of 0x61>' -binary | base64
        var secret = Enumerable.Repeat((byte)0x61, 32).ToArray();
        Assert.Equal(
            "v1,op2IvwsV32ViHWI9cFpCEAu0AsZ46XKwToEFTSCw6UE=",
            WebhookSignature.Of(
                secret,
                Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"),
                1_700_000_000,
                """{"a":1}"""
            )
        );
    }

    [Fact]
    public void A_secret_opens_as_what_was_shown_and_for_its_own_organization_only()
    {
        var secrets = new WebhookSecrets(RandomNumberGenerator.GetBytes(32));
        var (shown, box) = secrets.Draw(Organization);
        Assert.Equal(Convert.FromBase64String(shown[WebhookSecrets.Prefix.Length..]), secrets.Open(box, Organization));
        Assert.ThrowsAny<CryptographicException>(() => secrets.Open(box, Guid.CreateVersion7()));
        Assert.ThrowsAny<CryptographicException>(() =>
            new WebhookSecrets(RandomNumberGenerator.GetBytes(32)).Open(box, Organization)
        );
    }
}
