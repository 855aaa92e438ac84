using FaceRek.Core.Organizations;

namespace FaceRek.Core.Access;

/// <summary>Good for one new access token and its own successor. Shown once, kept as a hash.</summary>
public sealed class RefreshToken : IOrganizationOwned
{
    /// <summary>An answer that was lost, or two requests at once, are no theft: so long after its use a token is refused and nothing else happens.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>SHA-256, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required Guid OrganizationId { get; init; }
    public required Guid FamilyId { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }
}
