using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Notifications;

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

/// <summary>Letters about attendance. Each can be turned off by its reader.</summary>
public enum NotificationKind
{
    MissedCheckOut,

    /// <summary>A manager decided about a forgotten check-out, overtime or another exception.</summary>
    DayDecided,

    CorrectionDecided,
    LeaveDecided,

    /// <summary>To managers, on Monday, about the week before.</summary>
    WeeklyDigest,
}

/// <summary>A kind of letter that a user turned off in one organization.</summary>
public sealed class NotificationOptOut : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required NotificationKind Kind { get; init; }
}
