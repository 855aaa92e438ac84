using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>Where somebody belonged up to a day, since the day after the one before. Where they belong now stands with the person. So a move of today changes no day before it.</summary>
public sealed class FormerWorkplace : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }

    public required Guid? SiteId { get; init; }
    public required Guid? DepartmentId { get; init; }
}
