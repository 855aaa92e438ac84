using FaceRek.Core.Organizations;

namespace FaceRek.Core.ApiAccess;

/// <summary>One sign-in of a user through the API, and all tokens derived from it.</summary>
public sealed class TokenFamily : IOrganizationOwned
{
    /// <summary>After this the password is required again, however active the family is.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>In the format of <see cref="ApiScope.Join"/>; scopes that the user's role no longer allows are ignored.</summary>
    public required string Scopes { get; init; }

    /// <summary>The user's stamp when the family started: a changed password ends it.</summary>
    public required string SecurityStamp { get; init; }

    public required DateTimeOffset BeganAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset ExpiresAt => BeganAt + Lifetime;

    public User? User { get; private init; }

    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

/// <summary>Valid for one new access token and its own successor. Shown once, stored as a hash.</summary>
public sealed class RefreshToken : IOrganizationOwned
{
    /// <summary>
    /// A lost response, or two requests at once, are not a theft: for this long after its use a token is refused
    /// without further consequences.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>SHA-256, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required Guid OrganizationId { get; init; }
    public required Guid FamilyId { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }
}
