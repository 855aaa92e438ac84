using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>A paper that goes with a request: a ticket, a doctor's note.</summary>
public sealed class CorrectionAttachment : IOrganizationOwned
{
    public const int MaxBytes = 500_000;
    public const int MaxNameLength = 100;

    public required Guid OrganizationId { get; init; }
    public required Guid RequestId { get; init; }
    public required string Name { get; init; }

    /// <summary>One of <see cref="AttachmentKind"/>'s, found in the bytes and not believed from the sender.</summary>
    public required string MediaType { get; init; }

    public required byte[] Content { get; init; }
}
