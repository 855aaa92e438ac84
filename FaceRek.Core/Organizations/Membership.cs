using Microsoft.AspNetCore.Identity;

namespace FaceRek.Core.Organizations;

/// <summary>What a user may do in one organization. Read on every request, so a change takes effect with the next one.</summary>
public sealed class Membership : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required Role Role { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    public Organization? Organization { get; private init; }
    public User? User { get; private init; }
}

/// <summary>Each role includes the rights of the ones before it.</summary>
public enum Role
{
    /// <summary>Checks in and sees their own punches.</summary>
    Employee,

    /// <summary>Sees who is present and adds punches for others by hand.</summary>
    Manager,

    /// <summary>Manages people, consent, enrolment and settings.</summary>
    Admin,

    /// <summary>Pays, and appoints owners.</summary>
    Owner,
}

/// <summary>
/// A user who can sign in, in any number of organizations. Separate from a person who is recognised, who may or may not
/// have a sign-in.
/// </summary>
public sealed class User : IdentityUser<Guid>
{
    public const int MaxNameLength = 100;

    public User() => Id = Guid.CreateVersion7();

    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
