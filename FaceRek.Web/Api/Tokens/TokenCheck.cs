using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>
/// Says whether a text is a token of ours. Of those that are it remembers the hash until they end, so that a busy caller's signature is computed once
/// and not with every call. What the token stands for is asked in the database each time.
/// </summary>
public sealed class TokenCheck : JsonWebTokenHandler
{
    /// <summary>Clocks of several nodes differ by this at most.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Far beyond ours, which have some 600 characters.</summary>
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
            // The key is one of ours by its name, whatever else the header claims (jwk, jku, x5u, x5c).
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
        // We give no token more than ten minutes, so one that claims more is none of ours.
        && until - from <= AccessTokens.Lifetime
        && until - ((JsonWebToken)token).IssuedAt <= AccessTokens.Lifetime;
}

/// <param name="Name">The configured address of the site; stands as <c>iss</c> in every token.</param>
public sealed record TokenIssuer(string Name)
{
    /// <summary>Stands as <c>aud</c>: tokens are for this API and nothing else.</summary>
    public string Audience => "facerek-api";
}
