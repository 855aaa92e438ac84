using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Policies;

/// <summary>One version of an organization's rules and the day from which they hold. Never edited: another version follows.</summary>
public sealed class AttendancePolicy : ISharedRule
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … in the order of saving; 0 is what holds before anybody decided.</summary>
    public required int Version { get; init; }

    public required DateOnly From { get; init; }
    public required PolicyRules Rules { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public required Guid SavedById { get; init; }
}
