namespace FaceRek.Core.Attendance.Shifts;

public enum ShiftFault
{
    NameMissing,
    NameTooLong,

    /// <summary>Begins and ends at one time.</summary>
    NoLength,

    /// <summary>Longer than <see cref="Shift.MaxMinutes"/>.</summary>
    TooLong,

    NoDays,

    /// <summary>Of two parts only one time is there, or they are not one after the other with at least <see cref="Shift.LeastMinutesBetween"/> between them.</summary>
    PartsOutOfOrder,
}
