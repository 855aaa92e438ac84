using FaceRek.Core.Organizations;

namespace FaceRek.Core.Workplaces;

/// <summary>A part of an organization, with parts of its own below it.</summary>
public sealed class Department : IOrganizationOwned
{
    public const int MaxNameLength = 80;
    public const int MaxDepth = 10;
    public const int MaxCount = 1_000;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Name
    {
        get;
        set
        {
            field = value;
            NameKey = value.ToUpperInvariant();
        }
    }

    /// <summary>The name whatever its case; unique in the organization, so that a file of people can name it.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Null at the top.</summary>
    public Guid? ParentId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
