using FaceRek.Core.Organizations;

namespace FaceRek.Core.Workplaces.Departments;

/// <summary>A part of an organization; it may contain other departments.</summary>
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

    /// <summary>The name without regard to case; unique in the organization, so that an import file can refer to it.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Null at the top.</summary>
    public Guid? ParentId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A user who leads a department and everything below it. Ends with the membership.</summary>
public sealed class DepartmentManager : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid DepartmentId { get; init; }
    public required Guid UserId { get; init; }
}
