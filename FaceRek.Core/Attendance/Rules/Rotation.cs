using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>A repeating cycle of shifts and days off: four days on and four off, or an early week after a late one.</summary>
public sealed class Rotation : ISharedRule
{
    public const int MaxNameLength = 60;
    public const int FewestDays = 2;
    public const int MaxDays = 56;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Name { get; set; }

    /// <summary>A date on which the cycle begins; it also extends into the past from there.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>Length of the cycle in days, <see cref="FewestDays"/> to <see cref="MaxDays"/>.</summary>
    public required int Length { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>The working days; the others are off.</summary>
    public List<RotationDay> Days { get; private init; } = [];

    /// <returns>0 for the first day of the cycle.</returns>
    public int PositionOf(DateOnly day) => (((day.DayNumber - StartsOn.DayNumber) % Length) + Length) % Length;

    public Guid? ShiftIdOn(DateOnly day)
    {
        var position = PositionOf(day);
        foreach (var cell in Days)
        {
            if (cell.Position == position)
            {
                return cell.ShiftId;
            }
        }
        return null;
    }
}

/// <summary>One working day of a rotation.</summary>
public sealed class RotationDay : ISharedRule
{
    public required Guid OrganizationId { get; init; }
    public required Guid RotationId { get; init; }

    /// <summary>0 for the first day of the cycle.</summary>
    public required int Position { get; init; }

    public required Guid ShiftId { get; init; }
}
