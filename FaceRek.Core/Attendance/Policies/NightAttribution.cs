namespace FaceRek.Core.Attendance.Policies;

/// <summary>To which day the hours of a night belong.</summary>
public enum NightAttribution
{
    /// <summary>The day on which the shift begins.</summary>
    ShiftDay,

    /// <summary>The day of the check-in, whatever the shift.</summary>
    CheckInDay,

    /// <summary>What lies before midnight to one day, what lies after to the next.</summary>
    SplitAtMidnight,
}
