namespace FaceRek.Core.Attendance.Punches;

/// <summary>A punch as webhooks tell of it: who, when, where to; nothing of the face.</summary>
public sealed record PunchPayload(
    Guid PunchId,
    Guid PersonId,
    string? ExternalId,
    int Number,
    DateTimeOffset At,
    string Zone,
    string Direction,
    string DirectionSource,
    string Way
)
{
    public static PunchPayload Of(Punch punch, string? externalId) =>
        new(
            punch.Id,
            punch.PersonId,
            externalId,
            punch.Number,
            punch.At,
            punch.Zone,
            punch.Direction.ToString().ToLowerInvariant(),
            punch.DirectionSource.ToString().ToLowerInvariant(),
            punch.Way.ToString().ToLowerInvariant()
        );
}
