namespace FaceRek.Core.Attendance.Leaves;

public static class LeaveQueries
{
    /// <summary>Sharing a day with these; both days included.</summary>
    public static IQueryable<Leave> Touching(this IQueryable<Leave> leaves, DateOnly from, DateOnly until) =>
        leaves.Where(leave => leave.From <= until && leave.Until >= from);

    public static IQueryable<Leave> Approved(this IQueryable<Leave> leaves) =>
        leaves.Where(leave => leave.Status == LeaveStatus.Approved);

    /// <summary>Asked for or given, not refused and not withdrawn.</summary>
    public static IQueryable<Leave> Standing(this IQueryable<Leave> leaves) =>
        leaves.Where(leave => leave.Status == LeaveStatus.Requested || leave.Status == LeaveStatus.Approved);
}
