namespace FaceRek.Web.Api.Json;

/// <param name="Name">One line of at most 100 characters, for telling keys apart.</param>
/// <param name="Scopes">At least one.</param>
/// <param name="Networks">Addresses and networks the key may be used from; left out for anywhere.</param>
/// <param name="ExpiresAt">Left out for a key that is good until it is revoked.</param>
public sealed record NewApiKeyJson(
    string Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string>? Networks = null,
    DateTimeOffset? ExpiresAt = null
);
