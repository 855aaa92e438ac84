namespace FaceRek.Core.Attendance.Rules;

/// <summary>Which shift one person works on which day.</summary>
/// <param name="own">The person's assignments.</param>
/// <param name="departments">Those of the person's department.</param>
public sealed class Roster(
    IReadOnlyList<ShiftAssignment> own,
    IReadOnlyList<ShiftAssignment> departments,
    IReadOnlyDictionary<Guid, Shift> shifts,
    IReadOnlyDictionary<Guid, Rotation> rotations
)
{
    public static readonly Roster Empty = new([], [], new Dictionary<Guid, Shift>(), new Dictionary<Guid, Rotation>());

    /// <returns>Null on a day off, and where nothing is assigned.</returns>
    public Shift? On(DateOnly day) =>
        (Holding(own, day) ?? Holding(departments, day)) is { } assignment ? ShiftOf(assignment, day) : null;

    private static ShiftAssignment? Holding(IReadOnlyList<ShiftAssignment> assignments, DateOnly day)
    {
        foreach (var assignment in assignments)
        {
            if (assignment.HoldsOn(day))
            {
                return assignment;
            }
        }
        return null;
    }

    private Shift? ShiftOf(ShiftAssignment assignment, DateOnly day)
    {
        if (assignment.ShiftId is { } shiftId)
        {
            return shifts[shiftId] is var shift && shift.BeginsOn(day.DayOfWeek) ? shift : null;
        }
        return rotations[assignment.RotationId!.Value].ShiftIdOn(day) is { } id ? shifts[id] : null;
    }
}
