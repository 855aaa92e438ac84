using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>A request to add, void or move a punch. Nothing changes until another user approves it.</summary>
public sealed class CorrectionRequest : IOrganizationOwned
{
    public const int MaxReasonLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The day it is about, in the organization's time zone.</summary>
    public required DateOnly On { get; init; }

    public required CorrectionKind Kind { get; init; }

    /// <summary>The punch; null for one to be added.</summary>
    public Guid? PunchId { get; init; }

    /// <summary>The requested time; null for a punch to be voided.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The direction of a punch to be added.</summary>
    public Direction? Direction { get; init; }

    public required string Reason { get; init; }

    /// <summary>It is about a period that was already locked, and waits until the period is reopened.</summary>
    public bool IsLate { get; init; }

    public required Guid RequestedById { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>A concurrency token: of two simultaneous decisions only one is saved.</summary>
    public CorrectionStatus Status { get; private set; }

    public Guid? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecisionNote { get; private set; }

    public void Decide(CorrectionStatus status, Guid byUserId, string? note, DateTimeOffset now)
    {
        if (Status != CorrectionStatus.Pending)
        {
            throw new InvalidOperationException("The request was decided.");
        }
        (Status, DecidedById, DecisionNote, DecidedAt) = (status, byUserId, note, now);
    }
}

public enum CorrectionKind
{
    /// <summary>A punch is missing.</summary>
    Add,

    /// <summary>A punch is wrong and should not count.</summary>
    Void,

    /// <summary>The time of a punch is wrong.</summary>
    Move,
}

public enum CorrectionStatus
{
    Pending,
    Approved,
    Refused,

    /// <summary>Withdrawn by the requester.</summary>
    Withdrawn,
}
