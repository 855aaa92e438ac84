using FaceRek.Core.Organizations;

namespace FaceRek.Core.Workplaces;

/// <summary>Who leads a department, and with it all below. Ends with the membership.</summary>
public sealed class DepartmentManager : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid DepartmentId { get; init; }
    public required Guid UserId { get; init; }
}
