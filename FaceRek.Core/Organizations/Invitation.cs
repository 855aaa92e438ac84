namespace FaceRek.Core.Organizations;

/// <summary>An invitation email that allows one reader to join once. Only the hash of the secret is stored.</summary>
public sealed class Invitation : IOrganizationOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Email { get; init; }
    public required Role Role { get; init; }

    /// <summary>The person the new user becomes, when invited as one.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>SHA-256 of the secret in the link, 32 bytes.</summary>
    public required byte[] SecretHash { get; init; }

    public required Guid InvitedById { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public DateTimeOffset ExpiresAt => CreatedAt + Lifetime;

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && now < ExpiresAt;

    public void Accept(DateTimeOffset now)
    {
        if (!IsOpen(now))
        {
            throw new InvalidOperationException("The invitation was used or is too old.");
        }
        AcceptedAt = now;
    }
}
