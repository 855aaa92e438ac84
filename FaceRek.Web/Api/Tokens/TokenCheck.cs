using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>
/// Checks whether a text is one of our tokens. It remembers valid ones until they expire, so that a busy
/// caller's signature is verified once and not with every call. The user or key behind the token is read from the
/// database each time.
/// </summary>
public sealed class TokenCheck : JsonWebTokenHandler
{
    /// <summary>The clocks of several nodes differ by at most this.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Far longer than ours, which have about 600 characters.</summary>
    private const int MaxTokenLength = 4_096;

    private readonly RememberedTokens remembered;
    private readonly TimeProvider clock;

    public TokenCheck(RememberedTokens remembered, TimeProvider clock)
    {
        (this.remembered, this.clock) = (remembered, clock);
        (MapInboundClaims, MaximumTokenSizeInBytes) = (false, MaxTokenLength);
    }

    public static TokenValidationParameters Parameters(TokenKeys keys, TokenIssuer issuer, TimeProvider clock) =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [AccessTokens.Type],
            ValidIssuer = issuer.Name,
            ValidAudience = issuer.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            TryAllIssuerSigningKeys = false,
            // The key must be one of ours by its name, whatever else the header contains (jwk, jku, x5u, x5c).
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid) is { } key ? [key] : [],
            LifetimeValidator = (notBefore, expires, token, _) =>
                IsInTime(notBefore, expires, token, clock.GetUtcNow().UtcDateTime),
        };

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        var now = clock.GetUtcNow();
        if (remembered.Find(token, now) is { } known)
        {
            return known;
        }
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            remembered.Keep(token, result, new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero) + Skew, now);
        }
        return result;
    }

    private static bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, DateTime now) =>
        notBefore is { } from
        && expires is { } until
        && from <= now + Skew
        && now < until + Skew
        // Our tokens are valid for at most ten minutes, so a longer one is not ours.
        && until - from <= AccessTokens.Lifetime
        && until - ((JsonWebToken)token).IssuedAt <= AccessTokens.Lifetime;
}

/// <param name="Name">The configured address of the site; the <c>iss</c> of every token.</param>
public sealed record TokenIssuer(string Name)
{
    /// <summary>The <c>aud</c> of every token: they are for this API only.</summary>
    public string Audience => "facerek-api";
}
