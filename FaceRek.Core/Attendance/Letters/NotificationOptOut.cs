using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Letters;

/// <summary>A kind of letter that a user turned off in one organization.</summary>
public sealed class NotificationOptOut : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required NotificationKind Kind { get; init; }
}
