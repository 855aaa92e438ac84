using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Letters;

/// <summary>That a letter went out. Written before it is handed over, so that of two rounds one sends it; taken back where the handing over failed.</summary>
public sealed class SentNotification : IOrganizationOwned
{
    public const int MaxAboutLength = 64;

    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required NotificationKind Kind { get; init; }

    /// <summary>The day, request or week it was about.</summary>
    public required string About { get; init; }

    public required DateTimeOffset SentAt { get; init; }
}
