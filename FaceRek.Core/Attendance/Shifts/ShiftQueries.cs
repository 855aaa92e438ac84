namespace FaceRek.Core.Attendance.Shifts;

public static class ShiftQueries
{
    /// <summary>Those that can be given to somebody.</summary>
    public static IQueryable<Shift> InUse(this IQueryable<Shift> shifts) =>
        shifts.Where(shift => shift.ArchivedAt == null);

    /// <summary>Sharing a day with these; no last day goes on.</summary>
    public static IQueryable<ShiftAssignment> Touching(
        this IQueryable<ShiftAssignment> assignments,
        DateOnly from,
        DateOnly? until
    ) =>
        assignments.Where(assignment =>
            (until == null || assignment.From <= until) && (assignment.Until == null || assignment.Until >= from)
        );
}
