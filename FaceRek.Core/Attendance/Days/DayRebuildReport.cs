namespace FaceRek.Core.Attendance.Days;

/// <param name="Days">Made.</param>
/// <param name="Changed">Of those, other than what was kept; with them days that were kept and no longer exist, and weeks.</param>
/// <param name="Locked">Left as they were.</param>
public sealed record DayRebuildReport(int People, int Days, int Changed, int Locked)
{
    public DayRebuildReport Plus(DayRebuildReport other) =>
        new(People + other.People, Days + other.Days, Changed + other.Changed, Locked + other.Locked);
}
