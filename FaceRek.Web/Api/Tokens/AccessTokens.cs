using FaceRek.Core.ApiAccess;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>Writes access tokens (RFC 9068): ES256, ten minutes.</summary>
public sealed class AccessTokens(TokenKeys keys, TokenIssuer issuer, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public const string Type = "at+jwt";
    public const string OrganizationClaim = "org";
    public const string KeyClaim = "key";
    public const string FamilyClaim = "fam";
    public const string ScopeClaim = "scope";

    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    public Task<string> ForKeyAsync(ApiKey key, string scopes, CancellationToken cancellationToken) =>
        WriteAsync(key.OrganizationId, KeyClaim, key.Id, key.Id, scopes, cancellationToken);

    public Task<string> ForFamilyAsync(TokenFamily family, string scopes, CancellationToken cancellationToken) =>
        WriteAsync(family.OrganizationId, FamilyClaim, family.Id, family.UserId, scopes, cancellationToken);

    private async Task<string> WriteAsync(
        Guid organizationId,
        string behind,
        Guid behindId,
        Guid subject,
        string scopes,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Writer.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Type,
                Issuer = issuer.Name,
                Audience = issuer.Audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + Lifetime,
                SigningCredentials = await keys.SignerAsync(cancellationToken),
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = subject.ToString("N"),
                    [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString("N"),
                    [OrganizationClaim] = organizationId.ToString("N"),
                    [behind] = behindId.ToString("N"),
                    [ScopeClaim] = scopes,
                },
            }
        );
    }
}
