namespace FaceRek.Core.Attendance.Punches;

/// <summary>A punch in a webhook: who, when, in or out; nothing about the face.</summary>
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
