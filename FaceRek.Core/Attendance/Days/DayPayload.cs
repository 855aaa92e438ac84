namespace FaceRek.Core.Attendance.Days;

/// <summary>A closed day as webhooks tell of it. Durations in whole seconds.</summary>
public sealed record DayPayload(
    Guid PersonId,
    string? ExternalId,
    DateOnly On,
    string Zone,
    string Status,
    int WorkedSeconds,
    int PaidSeconds,
    int OvertimeSeconds,
    int LateSeconds,
    int EarlySeconds,
    bool NeedsDecision
)
{
    public static DayPayload Of(AttendanceDay day, string? externalId) =>
        new(
            day.PersonId,
            externalId,
            day.On,
            day.Zone,
            day.Status.ToString().ToLowerInvariant(),
            day.WorkedSeconds,
            day.PaidSeconds,
            day.OvertimeSeconds,
            day.LateSeconds,
            day.EarlySeconds,
            day.NeedsDecision
        );
}
