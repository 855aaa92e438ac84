using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>What people agree to. Never edited: a change is the next version.</summary>
public sealed class ConsentText : IOrganizationOwned
{
    public const int MaxBodyLength = 8_000;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … in the organization.</summary>
    public required int Version { get; init; }

    public required string Body { get; init; }

    /// <summary>BCP 47 tag of the language it is written in.</summary>
    public required string Locale { get; init; }

    /// <summary>Whether it says that an encrypted crop of the face is kept; only then one is.</summary>
    public bool SaysCropsAreKept { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
    public Guid? PublishedById { get; init; }
}
