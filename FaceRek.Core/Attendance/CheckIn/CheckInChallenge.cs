using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>A ticket for one burst: made for one person, or for whoever comes, in one sign-in; good for half a minute and for one use.</summary>
public sealed class CheckInChallenge : IOrganizationOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>128 random bits, base64url.</summary>
    public required string Id { get; init; }

    public required Guid OrganizationId { get; init; }

    /// <summary>Null where the face is to say who it is.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>SHA-256 over the sign-in it was made for, 32 bytes.</summary>
    public required byte[] SignInHash { get; init; }

    /// <summary>What the person is asked to do, in this order; empty where nothing is.</summary>
    public IReadOnlyList<HeadMove> Moves { get; init; } = [];

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>A concurrency token: of two bursts with one challenge, one saves.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Whoever came without being named was not found: so many close this way to the sign-in for a while.</summary>
    public bool HasFailed { get; private set; }

    public bool IsLate(DateTimeOffset now) => now - IssuedAt > Lifetime;

    public void Use(DateTimeOffset now) =>
        UsedAt = UsedAt is null ? now : throw new InvalidOperationException("The challenge was used.");
}
