using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Shifts;

/// <summary>One working day of a rotation.</summary>
public sealed class RotationDay : ISharedRule
{
    public required Guid OrganizationId { get; init; }
    public required Guid RotationId { get; init; }

    /// <summary>0 for the first day of the cycle.</summary>
    public required int Position { get; init; }

    public required Guid ShiftId { get; init; }
}
