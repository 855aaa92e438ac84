namespace FaceRek.Core.Attendance.Corrections;

/// <summary>That a punch no longer counts where it was.</summary>
/// <param name="MovedTo">Null where it was voided.</param>
public sealed record AmendmentPayload(Guid PunchId, Guid PersonId, DateTimeOffset At, DateTimeOffset? MovedTo);
