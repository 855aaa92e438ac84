using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance;

/// <summary>A try that made no punch. Admins see it; failures close the way for a while.</summary>
public sealed class CheckInAttempt : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required PunchWay Way { get; init; }
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Why the burst was not taken for a living person; null where something else failed.</summary>
    public LivenessFault? LivenessFault { get; init; }

    public string? Model { get; init; }
    public float? Score { get; init; }
    public float? Threshold { get; init; }
    public float? Margin { get; init; }
}
