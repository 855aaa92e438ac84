using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>The organization's days from here on have to be made anew: written with the change that made them stale, gone when it is done. So a crash between the two is caught up.</summary>
public sealed class StaleDays : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required DateOnly From { get; init; }
    public required DateTimeOffset Since { get; init; }
}
