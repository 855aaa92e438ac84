using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Days;

/// <summary>What somebody decided about an exception. A fact; of two the later holds, and none holds once the exception is another one.</summary>
public sealed class DayDecision : IOrganizationOwned
{
    public const int MaxNoteLength = 300;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>One kind.</summary>
    public required ExceptionKinds Kind { get; init; }

    /// <summary>What the exception was, see <see cref="DayException.Fingerprint"/>.</summary>
    public required long Fingerprint { get; init; }

    /// <summary>Accepted: it counts as it stands. Otherwise an inferred check-out is not believed, and overtime is not paid.</summary>
    public required bool IsAccepted { get; init; }

    public string? Note { get; init; }
    public required Guid DecidedById { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
}
