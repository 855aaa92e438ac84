using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>Days on which somebody who came back had been deactivated: nobody was expected then.</summary>
public sealed class EmploymentGap : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }
}
