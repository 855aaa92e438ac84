using FaceRek.Core.ApiAccess;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRek.Web.Api.Docs;

/// <summary>The general part of the API documentation.</summary>
internal sealed class ApiDocumentation : IOpenApiDocumentTransformer
{
    private const string Password = "password";
    private const string Token = "token";

    /// <summary>Either of them authenticates a call.</summary>
    public static readonly IReadOnlyList<string> SchemeNames = [Password, Token];

    private const string About = """
        People, faces, punches and days of one organization, for its own programs.

        **Sign in.** An admin creates an API key under Settings. `POST /api/v1/token` exchanges it for an access token that is valid for ten minutes; send it as `Authorization: Bearer …`. To try calls here, click Authorize and sign in with email and password; members of several organizations enter the first part of the organization's address as client_id.

        **Refusals** are `application/problem+json`. Decide by `code`, which never changes; quote `trace_id` when you ask for support.

        **Writes** accept an `Idempotency-Key`: a call with the same key and body is done once and gets the same answer for 24 hours.

        **JSON is read strictly**: unknown, repeated and wrongly typed members are refused, and so are unknown query parameters.

        **Limits.** Every answer has `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (in seconds); 429 comes with `Retry-After`.

        **Pictures** are files of a form, or base64 in JSON. They are not kept; only an encrypted crop of an enrolled face is, if the organization wants it and the person's consent text says so. Neither crops nor face templates ever leave the server.
        """;

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "FaceRek API",
            Version = "v1",
            Description = About,
        };
        // The API is always on the host of this document.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Password] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "Signs in with email and password.",
                Flows = new OpenApiOAuthFlows
                {
                    Password = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri($"{ApiEndpoints.Root}/token", UriKind.Relative),
                        Scopes = ApiScope.All.ToDictionary(scope => scope, Meaning),
                    },
                },
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token from /api/v1/token.",
            },
        };
        return Task.CompletedTask;
    }

    private static string Meaning(string scope) =>
        scope switch
        {
            ApiScope.FacesMatch => "Detect, verify, identify",
            ApiScope.FacesScores => "Include score, threshold, margin and model in answers",
            ApiScope.PunchesDevice => "Record punches of a trusted terminal",
            _ => scope.Split(':') is [var what, "read"] ? $"Read {what}" : $"Change {scope.Split(':')[0]}",
        };
}
