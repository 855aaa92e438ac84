using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Days that have to be made anew: written with the change that made them stale, gone when it is done. So a crash between the two is caught up.</summary>
public sealed class OutdatedDays : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last of them; null as far as days are laid out.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whose; null for everybody's.</summary>
    public Guid? PersonId { get; init; }

    public required DateTimeOffset Since { get; init; }
}
