using FaceRek.Core.Organizations;

namespace FaceRek.Core.Workplaces.Departments;

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

/// <summary>Who leads a department, and with it all below. Ends with the membership.</summary>
public sealed class DepartmentManager : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid DepartmentId { get; init; }
    public required Guid UserId { get; init; }
}
