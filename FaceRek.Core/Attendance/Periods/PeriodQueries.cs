namespace FaceRek.Core.Attendance.Periods;

public static class PeriodQueries
{
    /// <summary>Those not opened again.</summary>
    public static IQueryable<PeriodLock> InForce(this IQueryable<PeriodLock> locks) =>
        locks.Where(period => period.OpenedAt == null);

    /// <summary>In force and sharing a day with these; both days included.</summary>
    public static IQueryable<PeriodLock> Touching(this IQueryable<PeriodLock> locks, DateOnly from, DateOnly until) =>
        locks.InForce().Where(period => period.From <= until && period.Until >= from);
}
