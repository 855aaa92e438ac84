using System.Text.Json.Serialization;
using FaceRek.Core.Access;

namespace FaceRek.Web.Api.Json;

/// <param name="State">in_use, expired or revoked.</param>
/// <param name="LastUsedAt">To the minute.</param>
/// <param name="Key">The key itself, in the answer to its making and never again.</param>
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
    /// <summary>Those in use are fewer; behind them stand the latest that ended.</summary>
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
