using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>Two people one of whom a model would take for the other when they are claimed: their face alone is not enough.</summary>
public sealed class LookAlike : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }

    /// <summary>The smaller id of the two.</summary>
    public required Guid OneId { get; init; }

    public required Guid OtherId { get; init; }

    /// <summary>See <see cref="Faces.ModelId"/>: who is alike to one model may not be to another.</summary>
    public required string Model { get; init; }

    public required float Score { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}
