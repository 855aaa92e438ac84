using System.Text.Json.Serialization;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.ApiKeys;

/// <summary>The keys other programs sign in with. Only users create them: a key cannot create a key.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("", ListAsync)
            .Needs(ApiScope.KeysRead)
            .WithSummary("Lists the keys, the newest first.")
            .Example(null, ApiKeyExamples.List);
        keys.MapPost("", CreateAsync)
            .Needs(ApiScope.KeysWrite)
            .WithSummary("Creates a key. Only this answer shows it.")
            .Refuses(ApiProblems.BodyInvalid, ApiProblems.KeyInvalid, ApiProblems.KeysFull, ApiProblems.NotInPlan)
            .Example(ApiKeyExamples.New, ApiKeyExamples.Created);
        keys.MapDelete("/{keyId:guid:length(36)}", RevokeAsync)
            .Needs(ApiScope.KeysWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Revokes a key. Its tokens stop working with the next call.")
            .Refuses(ApiProblems.NotFound);
    }

    private static async Task<Ok<ListJson<ApiKeyJson>>> ListAsync(
        FaceRekDb db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .ApiKeys.OrderByDescending(key => key.CreatedAt)
            .ThenByDescending(key => key.Id)
            .Take(ApiKeyJson.MaxListed)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new ListJson<ApiKeyJson>([.. rows.Select(key => ApiKeyJson.Of(key, clock.GetUtcNow()))], NextCursor: null)
        );
    }

    private static async Task<Results<Created<ApiKeyJson>, ApiProblem>> CreateAsync(
        NewApiKeyJson request,
        ApiKeyDesk desk,
        ApiCaller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var outcome = await desk.CreateAsync(
            new ApiKeyRequest(request.Name, request.Scopes, request.Networks ?? [], request.ExpiresAt),
            caller.ActorId,
            cancellationToken
        );
        return outcome switch
        {
            ApiKeyOutcome.Created created => TypedResults.Created(
                $"{ApiEndpoints.Root}/api-keys/{created.Key.Id}",
                ApiKeyJson.Of(created.Key, clock.GetUtcNow()) with
                {
                    Key = created.Text,
                }
            ),
            ApiKeyOutcome.TooMany => ApiProblems.KeysFull,
            ApiKeyOutcome.NameInvalid => ApiProblems.KeyInvalid.Because(
                $"name must be one line of at most {ApiKey.MaxNameLength} characters."
            ),
            ApiKeyOutcome.ScopeInvalid => ApiProblems.KeyInvalid.Because(
                $"scopes must contain at least one of {string.Join(", ", ApiScope.OfKeys)}."
            ),
            ApiKeyOutcome.NetworkInvalid => ApiProblems.KeyInvalid.Because(
                $"networks can have at most {NetworkList.MaxNetworks} addresses or networks, such as 192.0.2.7 or 2001:db8::/32."
            ),
            ApiKeyOutcome.ExpiryPast => ApiProblems.KeyInvalid.Because("expires_at is in the past."),
            ApiKeyOutcome.NotEntitled refused => ApiProblems.Of(refused.Obstacle),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };
    }

    private static async Task<Results<NoContent, ApiProblem>> RevokeAsync(
        Guid keyId,
        ApiKeyDesk desk,
        ApiCaller caller,
        CancellationToken cancellationToken
    ) =>
        await desk.RevokeAsync(keyId, caller.ActorId, cancellationToken)
            ? TypedResults.NoContent()
            : ApiProblems.NotFound;
}

/// <param name="State">in_use, expired or revoked.</param>
/// <param name="LastUsedAt">To the minute.</param>
/// <param name="Key">The key itself; only in the response to its creation.</param>
public sealed record ApiKeyJson(
    Guid Id,
    string Name,
    ApiKeyState State,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Networks,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null
)
{
    /// <summary>Fewer are in use; the latest ended ones follow.</summary>
    public const int MaxListed = 200;

    public static ApiKeyJson Of(ApiKey key, DateTimeOffset now) =>
        new(
            key.Id,
            key.Name,
            key.StateAt(now),
            ApiScope.Split(key.Scopes),
            NetworkList.Split(key.Networks),
            key.CreatedAt,
            key.ExpiresAt,
            key.LastUsedAt
        );
}

/// <param name="Name">One line of at most 100 characters, to tell keys apart.</param>
/// <param name="Scopes">At least one.</param>
/// <param name="Networks">Addresses and networks the key may be used from; omit for anywhere.</param>
/// <param name="ExpiresAt">Omit for a key that is valid until it is revoked.</param>
public sealed record NewApiKeyJson(
    string Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string>? Networks = null,
    DateTimeOffset? ExpiresAt = null
);
