using Microsoft.AspNetCore.Identity;

namespace FaceRek.Core.Organizations;

/// <summary>Somebody with a sign-in, in any number of organizations. A person who is recognised is something else, with or without a sign-in.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int MaxNameLength = 100;

    public User() => Id = Guid.CreateVersion7();

    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
