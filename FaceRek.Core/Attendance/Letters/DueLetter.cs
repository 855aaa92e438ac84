using FaceRek.Core.Mail;

namespace FaceRek.Core.Attendance.Letters;

/// <param name="About">What it is about; sent once for each reader.</param>
/// <param name="Zone">IANA zone of the reader, for quiet hours.</param>
internal sealed record DueLetter(Guid UserId, LetterKind Kind, string About, string Zone, Letter Letter);
