namespace FaceRek.Core.Attendance.Shifts;

public enum ShiftFault
{
    NameMissing,
    NameTooLong,

    /// <summary>Begins and ends at one time.</summary>
    NoLength,

    /// <summary>Longer than <see cref="Shift.MostMinutes"/>.</summary>
    TooLong,

    NoDays,
}
