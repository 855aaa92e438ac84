using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>One public key as RFC 7517 and RFC 7518, 6.2 write it.</summary>
public sealed record PublishedKeyJson(string Kty, string Use, string Alg, string Kid, string Crv, string X, string Y)
{
    public static PublishedKeyJson Of(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new(
            "EC",
            "sig",
            SecurityAlgorithms.EcdsaSha256,
            key.KeyId,
            "P-256",
            Base64UrlEncoder.Encode(point.X),
            Base64UrlEncoder.Encode(point.Y)
        );
    }
}
