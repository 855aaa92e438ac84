using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Somebody asks that a punch be added, voided or moved. Nothing changes until somebody else approves.</summary>
public sealed class CorrectionRequest : IOrganizationOwned
{
    public const int MaxReasonLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The day it is about, on the clock of the organization.</summary>
    public required DateOnly On { get; init; }

    public required CorrectionKind Kind { get; init; }

    /// <summary>Which punch; null for one to be added.</summary>
    public Guid? PunchId { get; init; }

    /// <summary>The time asked for; null for a punch to be voided.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In or out of a punch to be added.</summary>
    public Direction? Direction { get; init; }

    public required string Reason { get; init; }

    /// <summary>It concerns a period that was locked already, and waits until somebody opens it.</summary>
    public bool IsLate { get; init; }

    public required Guid RequestedById { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>A concurrency token: of two decisions at once one holds.</summary>
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

    /// <summary>A punch is wrong and does not count.</summary>
    Void,

    /// <summary>A punch is right but for its time.</summary>
    Move,
}

public enum CorrectionStatus
{
    Pending,
    Approved,
    Refused,

    /// <summary>Taken back by who asked.</summary>
    Withdrawn,
}
