namespace FaceRek.Core.Access;

/// <param name="Scopes">Of <see cref="ApiScope.OfKeys"/>.</param>
/// <param name="Networks">Addresses and networks; none for anywhere.</param>
public sealed record ApiKeyRequest(
    string? Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Networks,
    DateTimeOffset? ExpiresAt
);
