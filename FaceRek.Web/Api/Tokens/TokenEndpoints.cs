using System.Diagnostics;
using System.Text.Json.Serialization;
using FaceRek.Core.ApiAccess;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>Issues and revokes tokens.</summary>
internal static class TokenEndpoints
{
    public static void MapToken(this IEndpointRouteBuilder api)
    {
        var token = api.MapGroup("/token").WithTags("Token").AllowAnonymous();
        token
            .MapPost("", GrantAsync)
            .Accepts<TokenRequestJson>("application/json", "application/x-www-form-urlencoded")
            .WithSummary("Gets an access token for a password, a key or a refresh token.")
            .WithDescription(
                "Access tokens are valid for ten minutes. A refresh token is valid once; a second use ends its sign-in, and the user gets an email. OAuth libraries can send their form: grant_type password (with client_id for the organization), client_credentials (with the key as client_secret) or refresh_token. An Idempotency-Key has no effect here."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.MediaTypeUnknown,
                ApiProblems.CredentialsWrong,
                ApiProblems.RefreshRefused,
                ApiProblems.ScopeMissing,
                ApiProblems.RateLimited
            )
            .Example(TokenExamples.Request, TokenExamples.Token);
        token
            .MapPost("/revoke", RevokeAsync)
            .WithSummary("Ends a sign-in: its refresh token and all its access tokens.")
            .WithDescription("Answers 204 for any text, so that it does not reveal which tokens exist.")
            .Refuses(ApiProblems.BodyInvalid)
            .Example(TokenExamples.Revoke);
    }

    public static void MapPublishedKeys(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", PublishedAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<Ok<TokenJson>, ApiProblem>> GrantAsync(TokenGrants grants, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (request, unread) = await TokenForm.ReadAsync(context.Request);
        if (request is null)
        {
            return unread!;
        }
        var (token, refused) = request.GrantType switch
        {
            TokenRequestJson.Grant.ApiKey => await grants.ForKeyAsync(context, request),
            TokenRequestJson.Grant.RefreshToken => await grants.ForRefreshAsync(context, request),
            TokenRequestJson.Grant.Password => await grants.ForPasswordAsync(context, request),
            _ => throw new UnreachableException(),
        };
        return token is not null ? TypedResults.Ok(token) : refused!;
    }

    private static async Task<NoContent> RevokeAsync(
        RevokeJson request,
        TokenDesk families,
        CancellationToken cancellationToken
    )
    {
        await families.RevokeAsync(request.RefreshToken, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PublishedKeysJson>> PublishedAsync(TokenKeys keys, HttpContext context)
    {
        // Well below the day for which a key is announced.
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Ok(new PublishedKeysJson(await keys.PublishedAsync(context.RequestAborted)));
    }
}

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshToken">Valid once, for the next pair. Keys get none: they request a new token.</param>
public sealed record TokenJson(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    string Scope,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken = null
);

public sealed record RevokeJson(string RefreshToken);

/// <summary>RFC 7517.</summary>
public sealed record PublishedKeysJson(IReadOnlyList<PublishedKeyJson> Keys);

/// <summary>One public key in the format of RFC 7517 and RFC 7518, 6.2.</summary>
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
