using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Billing.Stripe;

namespace FaceRek.Tests.Core.Billing.Stripe;

/// <summary>The signature is computed by hand here from Stripe's description, so that the library is not tested against itself.</summary>
public sealed class StripeSignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Secrets = ["whsec_new", "whsec_old"];

    // Not in the format of any serializer.
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        "{ \"id\" : \"evt_1\",\r\n\t\"name\": \"Bäckerei Größe — 面包店 \\u00e9\" }\n"
    );

    [Fact]
    public void The_raw_body_counts_with_its_spaces_and_characters() =>
        Assert.True(IsGenuine(Body, Header(Body, "whsec_new", Now)));

    [Fact]
    public void Both_secrets_hold_while_one_replaces_the_other()
    {
        Assert.True(IsGenuine(Body, Header(Body, "whsec_old", Now)));
        Assert.True(IsGenuine(Body, $"{Header(Body, "whsec_stranger", Now)},v1={Hmac(Body, "whsec_new", Now)}"));
        Assert.False(IsGenuine(Body, Header(Body, "whsec_stranger", Now)));
    }

    [Theory]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Five_minutes_either_way_are_forgiven(int seconds, bool isGenuine) =>
        Assert.Equal(isGenuine, IsGenuine(Body, Header(Body, "whsec_new", Now.AddSeconds(seconds))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("t=,v1=")]
    [InlineData("t=abc,v1=00")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("v1=00")]
    [InlineData("t")]
    public void A_missing_header_is_a_no_and_no_exception(string? header) => Assert.False(IsGenuine(Body, header));

    [Fact]
    public void Nothing_is_genuine_that_was_touched()
    {
        var header = Header(Body, "whsec_new", Now);
        Assert.False(IsGenuine([.. Body, (byte)' '], header));
        Assert.False(IsGenuine([0xEF, 0xBB, 0xBF, .. Body], header));
        Assert.False(IsGenuine(Body, header.Replace("v1=", "v0=", StringComparison.Ordinal)));
        Assert.False(StripeSignature.IsGenuine(Body, header, [], Now));
    }

    private static bool IsGenuine(byte[] body, string? header) => StripeSignature.IsGenuine(body, header, Secrets, Now);

    private static string Header(byte[] body, string secret, DateTimeOffset at) =>
        $"t={at.ToUnixTimeSeconds()},v1={Hmac(body, secret, at)}";

    private static string Hmac(byte[] body, string secret, DateTimeOffset at) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret),
                Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}.").Concat(body).ToArray()
            )
        );
}
