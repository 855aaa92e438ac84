namespace FaceRek.Core.Attendance.Shifts;

/// <summary>A shift as somebody wrote it down.</summary>
/// <param name="EndsNextDay">The end is on the day after; 08:00 to 09:00 is then 25 hours and not one.</param>
public sealed record ShiftDetails(string? Name, TimeOnly StartsAt, TimeOnly EndsAt, bool EndsNextDay, WeekDays Days)
{
    public int Minutes => (int)((EndsAt.ToTimeSpan() - StartsAt.ToTimeSpan()).TotalMinutes + (EndsNextDay ? 24 * 60 : 0));

    public IReadOnlyList<ShiftFault> Faults => [.. Look()];

    private IEnumerable<ShiftFault> Look()
    {
        if (string.IsNullOrWhiteSpace(Name)) { yield return ShiftFault.NameMissing; }
        else if (Name.Trim().Length > Shift.MaxNameLength) { yield return ShiftFault.NameTooLong; }
        if (Minutes <= 0) { yield return ShiftFault.NoLength; }
        if (Minutes > Shift.MostMinutes) { yield return ShiftFault.TooLong; }
        if ((Days & WeekDays.All) == WeekDays.None) { yield return ShiftFault.NoDays; }
    }
}
