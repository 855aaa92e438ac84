using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>
/// Records that a user was told; it outlives the row in the outbox. Written together with that row where no operation
/// causes the email, so that of two nodes only one writes it; for a decision when the email is sent.
/// </summary>
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

/// <summary>Emails about attendance. Each reader can opt out of each kind.</summary>
public enum NotificationKind
{
    MissedCheckOut,

    /// <summary>A manager decided about a forgotten check-out, overtime or another exception.</summary>
    DayDecided,

    CorrectionDecided,
    LeaveDecided,

    /// <summary>To managers, on Monday, about the previous week.</summary>
    WeeklyDigest,
}

/// <summary>A kind of email that a user opted out of in one organization.</summary>
public sealed class NotificationOptOut : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required NotificationKind Kind { get; init; }
}
