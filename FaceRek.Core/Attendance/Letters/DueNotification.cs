using FaceRek.Core.Mail;

namespace FaceRek.Core.Attendance.Letters;

/// <param name="About">What it is about; sent once for each reader.</param>
/// <param name="Zone">IANA zone of the reader, for quiet hours.</param>
internal sealed record DueNotification(
    Guid UserId,
    NotificationKind Kind,
    string About,
    string Zone,
    EmailMessage Letter
);
