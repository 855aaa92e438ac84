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
        People, faces, punches and days of one organization, for the programs that belong to it.

        **Signing in.** An admin makes an API key under Settings; `POST /api/v1/token` turns it into an access token of ten minutes, which goes into `Authorization: Bearer …`. To try things out here, press Authorize and sign in with e-mail and password; members of several organizations enter the first part of the organization's address as client_id.

        **Refusals** are `application/problem+json`. Decide by `code`, which does not change; tell `trace_id` to whoever looks into the log.

        **Writes** take an `Idempotency-Key`: the same key and body get the same answer for 24 hours and are done once.

        **JSON is read strictly**: unknown, repeated and wrongly typed members are refused, and so are unknown query parameters.

        **Limits.** `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds) stand on each answer; 429 comes with `Retry-After`.

        **Pictures** are files of a form, or base64 in JSON. They are not kept: of an enrolled one at most a sealed crop of the face, where the organization wants it and the person's consent text says so. Neither that nor a face template ever leaves.
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
                Description = "Signs in with e-mail and password.",
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
                Description = "An access token as /api/v1/token gives it.",
            },
        };
        return Task.CompletedTask;
    }

    private static string Meaning(string scope) =>
        scope switch
        {
            ApiScope.FacesMatch => "Detect, verify, identify",
            ApiScope.FacesScores => "Answers also say score, threshold, margin and model",
            ApiScope.PunchesDevice => "Punches of a trusted terminal",
            _ => scope.Split(':') is [var what, "read"] ? $"Read {what}" : $"Change {scope.Split(':')[0]}",
        };
}
