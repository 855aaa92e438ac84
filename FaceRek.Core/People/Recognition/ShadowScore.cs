using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Recognition;

/// <summary>What two models said of one frame of a live check-in: the one in force, and the one that is tried beside it.</summary>
public sealed class ShadowScore : IOrganizationOwned
{
    /// <summary>Long enough to decide by, and no longer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset At { get; init; }

    public required string Model { get; init; }

    /// <summary>Null when the model would not take the frame.</summary>
    public float? Score { get; init; }

    public required float Threshold { get; init; }

    /// <summary>Milliseconds from the bytes to the template.</summary>
    public required float ReadMs { get; init; }

    public required string CandidateModel { get; init; }
    public float? CandidateScore { get; init; }
    public required float CandidateThreshold { get; init; }
    public required float CandidateReadMs { get; init; }

    public bool IsMatch => Score >= Threshold;
    public bool CandidateIsMatch => CandidateScore >= CandidateThreshold;
}
