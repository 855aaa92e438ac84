using FaceRek.Core.Access;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>The keys other programs sign in with. Only people make them: a key cannot make a key.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("", ListAsync)
            .Needs(ApiScope.KeysRead)
            .WithSummary("Lists the keys, the newest first.")
            .Example(null, ApiExamples.Keys);
        keys.MapPost("", CreateAsync)
            .Needs(ApiScope.KeysWrite)
            .WithSummary("Makes a key. The answer is the only one that shows it.")
            .Refuses(Refusals.BodyInvalid, Refusals.KeyInvalid, Refusals.KeysFull, Refusals.NotInPlan)
            .Example(ApiExamples.NewKey, ApiExamples.CreatedKey);
        keys.MapDelete("/{keyId:guid:length(36)}", RevokeAsync)
            .Needs(ApiScope.KeysWrite)
            .Behind(WriteGate.Open)
            .WithSummary("Revokes a key; its tokens end with the next call.")
            .Refuses(Refusals.NotFound);
    }

    private static async Task<Ok<ListJson<ApiKeyJson>>> ListAsync(
        FaceRekDb db,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .ApiKeys.AsNoTracking()
            .OrderByDescending(key => key.CreatedAt)
            .ThenByDescending(key => key.Id)
            .Take(ApiKeyJson.MostListed)
            .ToListAsync(cancellation);
        return TypedResults.Ok(
            new ListJson<ApiKeyJson>([.. rows.Select(key => ApiKeyJson.Of(key, clock.GetUtcNow()))], NextCursor: null)
        );
    }

    private static async Task<Results<Created<ApiKeyJson>, Refusal>> CreateAsync(
        NewApiKeyJson request,
        ApiKeyDesk desk,
        ApiCaller caller,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var outcome = await desk.CreateAsync(
            new ApiKeyRequest(request.Name, request.Scopes, request.Networks ?? [], request.ExpiresAt),
            caller.ActorId,
            cancellation
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
            ApiKeyOutcome.TooMany => Refusals.KeysFull,
            ApiKeyOutcome.NameInvalid => Refusals.KeyInvalid.Because(
                $"name is one line of at most {ApiKey.MaxNameLength} characters."
            ),
            ApiKeyOutcome.ScopeInvalid => Refusals.KeyInvalid.Because(
                $"scopes is at least one of {string.Join(", ", ApiScope.OfKeys)}."
            ),
            ApiKeyOutcome.NetworkInvalid => Refusals.KeyInvalid.Because(
                $"networks is at most {NetworkList.MostNetworks} addresses or networks, such as 192.0.2.7 or 2001:db8::/32."
            ),
            ApiKeyOutcome.ExpiryPast => Refusals.KeyInvalid.Because("expires_at is in the past."),
            ApiKeyOutcome.NotEntitled refused => Refusals.Of(refused.Obstacle),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };
    }

    private static async Task<Results<NoContent, Refusal>> RevokeAsync(
        Guid keyId,
        ApiKeyDesk desk,
        ApiCaller caller,
        CancellationToken cancellation
    ) => await desk.RevokeAsync(keyId, caller.ActorId, cancellation) ? TypedResults.NoContent() : Refusals.NotFound;
}
