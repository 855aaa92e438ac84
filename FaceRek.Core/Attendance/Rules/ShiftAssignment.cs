using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>
/// Assigns a shift or a rotation for a period. It belongs to one person or a whole department; a person's own takes
/// precedence over the department's.
/// </summary>
public sealed class ShiftAssignment : ISharedRule
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>Exactly one of person and department is set.</summary>
    public Guid? PersonId { get; init; }

    public Guid? DepartmentId { get; init; }

    /// <summary>Exactly one of shift and rotation is set.</summary>
    public Guid? ShiftId { get; init; }

    public Guid? RotationId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day; null is open-ended.</summary>
    public DateOnly? Until { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required Guid CreatedById { get; init; }

    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    /// <summary>The part of it within these days; null where there is none.</summary>
    public ShiftAssignment? Within(DateOnly from, DateOnly until) =>
        !Overlaps(from, until)
            ? null
            : new ShiftAssignment
            {
                OrganizationId = OrganizationId,
                PersonId = PersonId,
                DepartmentId = DepartmentId,
                ShiftId = ShiftId,
                RotationId = RotationId,
                CreatedAt = CreatedAt,
                CreatedById = CreatedById,
                From = From < from ? from : From,
                Until = Until < until ? Until : until,
            };

    public bool Overlaps(DateOnly from, DateOnly? until) =>
        (until is null || From <= until) && (Until is null || from <= Until);
}
