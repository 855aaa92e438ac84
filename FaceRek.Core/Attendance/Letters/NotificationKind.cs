namespace FaceRek.Core.Attendance.Letters;

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
