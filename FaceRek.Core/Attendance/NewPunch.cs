using FaceRek.Core.Faces.Matching;

namespace FaceRek.Core.Attendance;

/// <param name="Choice">In or out as somebody chose; null leaves it to the last punch.</param>
/// <param name="Entrance">Null where the person belongs.</param>
/// <param name="Match">What the face model said, for a punch by face.</param>
public sealed record NewPunch(
    Guid PersonId,
    DateTimeOffset At,
    PunchWay Way,
    Direction? Choice,
    Guid RecordedById,
    DateTimeOffset RecordedAt,
    string? Reason = null,
    MatchResult? Match = null,
    LocationDecision? Entrance = null
)
{
    /// <summary>For a punch by a trusted terminal.</summary>
    public DeviceEventReference? Device { get; init; }
}
