using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Letters;

/// <summary>A kind of letter that a user turned off in one organization.</summary>
public sealed class UnwantedLetter : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid UserId { get; init; }
    public required LetterKind Kind { get; init; }
}
