using System.Text.Json.Serialization;

namespace FaceRek.Web.Api.Json;

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshToken">Good once, for the next pair. Keys get none: they ask again.</param>
public sealed record TokenJson(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    string Scope,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken = null
);
