using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Punches;

/// <summary>
/// States that a punch does not count, or counts at another time. A fact beside the punch, which stays unchanged; of
/// several the last applies.
/// </summary>
public sealed class PunchAmendment : IOrganizationOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid PunchId { get; init; }
    public required AmendmentKind Kind { get; init; }

    /// <summary>That of the punch itself; for queries.</summary>
    public required DateTimeOffset PunchAt { get; init; }

    /// <summary>The new time of the punch; null where it was voided.</summary>
    public DateTimeOffset? At { get; init; }

    public required string Reason { get; init; }

    /// <summary>The approved request, if there was one.</summary>
    public Guid? RequestId { get; init; }

    public required Guid RecordedById { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

public enum AmendmentKind
{
    Voided,
    Moved,
}

/// <summary>A voided or moved punch in a webhook.</summary>
/// <param name="MovedTo">Null where it was voided.</param>
public sealed record AmendmentPayload(Guid PunchId, Guid PersonId, DateTimeOffset At, DateTimeOffset? MovedTo)
{
    public static AmendmentPayload Of(PunchAmendment amendment) =>
        new(amendment.PunchId, amendment.PersonId, amendment.PunchAt, amendment.At);
}
