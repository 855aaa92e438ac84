using System.Net;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.ApiAccess;

/// <summary>How another program signs in. Its secret was shown once; only the hash is stored.</summary>
public sealed class ApiKey : IOrganizationOwned
{
    public const int MaxNameLength = 100;

    /// <summary>An organization that needs more has probably lost track of some.</summary>
    public const int MaxInUse = 50;

    /// <summary>The use of a key is recorded at most this often, so that a busy key does not write with every call.</summary>
    public static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    /// <summary>Part of the key itself, see <see cref="ApiKeyText"/>.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public required Guid OrganizationId { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, 32 bytes. With that much randomness it needs no slow hash.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>In the format of <see cref="ApiScope.Join"/>.</summary>
    public required string Scopes { get; init; }

    /// <summary>Networks the key may be used from, in the format of <see cref="NetworkList"/>; empty for anywhere.</summary>
    public required string Networks { get; init; }

    public required Guid CreatedById { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    public Organization? Organization { get; private init; }

    public ApiKeyState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? ApiKeyState.Revoked
        : now >= ExpiresAt ? ApiKeyState.Expired
        : ApiKeyState.InUse;

    public bool MayBeUsed(DateTimeOffset now, IPAddress? from) =>
        StateAt(now) == ApiKeyState.InUse && NetworkList.Holds(Networks, from);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

public enum ApiKeyState
{
    InUse,
    Expired,
    Revoked,
}

public static class ApiKeyQueries
{
    public static IQueryable<ApiKey> InUse(this IQueryable<ApiKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now));
}
