using Microsoft.AspNetCore.Identity;

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

/// <summary>Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Checks in and sees their own punches.</summary>
    Employee,

    /// <summary>Sees who is in and punches for others by hand.</summary>
    Manager,

    /// <summary>Keeps people, consent, enrolment and settings.</summary>
    Admin,

    /// <summary>Pays, and says who is an owner.</summary>
    Owner,
}

/// <summary>Somebody with a sign-in, in any number of organizations. A person who is recognised is something else, with or without a sign-in.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int MaxNameLength = 100;

    public User() => Id = Guid.CreateVersion7();

    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
