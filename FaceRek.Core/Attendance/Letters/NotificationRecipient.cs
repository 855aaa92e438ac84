namespace FaceRek.Core.Attendance.Letters;

/// <summary>Whom to write to.</summary>
/// <param name="Zone">IANA zone of their site, else of the organization.</param>
internal sealed record NotificationRecipient(Guid UserId, string Email, string Name, string Zone);
