using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>Whose faces came, went, or stopped counting. By these a node brings its gallery up to date person by person, without reading the rest again.</summary>
public sealed class GalleryChange : IOrganizationOwned
{
    /// <summary>So many are kept for nodes that were away; whoever missed more reads everything.</summary>
    public const int Kept = 10_000;

    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … of the organization, in the order of commits; the last is <see cref="Organization.GalleryVersion"/>.</summary>
    public required long Version { get; init; }

    public required Guid PersonId { get; init; }
}
