namespace FaceRek.Core.Organizations;

/// <summary>What a user may do in one organization. Read on every request, so a change holds from the next one.</summary>
public sealed class Membership : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required Role Role { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    public Organization? Organization { get; private init; }
    public User? User { get; private init; }
}
