using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Recognition;

/// <summary>The scores of two models for one frame of a check-in: the active one and the one on trial.</summary>
public sealed class ShadowScore : IOrganizationOwned
{
    /// <summary>Long enough to decide, and no longer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset At { get; init; }

    public required string Model { get; init; }

    /// <summary>Null when the model did not accept the frame.</summary>
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
