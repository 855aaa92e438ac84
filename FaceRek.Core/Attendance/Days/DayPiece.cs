using NodaTime;

namespace FaceRek.Core.Attendance.Days;

/// <summary>A session, or the part of it that belongs to one day.</summary>
/// <param name="HasIn">The session begins here.</param>
/// <param name="HasOut">The session ends here.</param>
internal sealed record DayPiece(Session Session, Instant From, Instant To, bool HasIn, bool HasOut);
