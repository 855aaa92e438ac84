using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>A ticket for one burst: issued for one person, or for anyone, in one sign-in; valid for half a minute and one use.</summary>
public sealed class CheckInChallenge : IOrganizationOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>128 random bits, base64url.</summary>
    public required string Id { get; init; }

    public required Guid OrganizationId { get; init; }

    /// <summary>Null where the face decides who it is.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>SHA-256 over the sign-in it was issued for, 32 bytes.</summary>
    public required byte[] SignInHash { get; init; }

    /// <summary>The requested moves in order; empty where there are none.</summary>
    public IReadOnlyList<HeadMove> Moves { get; init; } = [];

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Set by one statement that finds it unset: of two bursts with one challenge, only one is saved.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>A person who was not named was not found: repeated failures lock this way for the sign-in for a while.</summary>
    public bool HasFailed { get; private set; }

    public bool IsLate(DateTimeOffset now) => now - IssuedAt > Lifetime;
}
