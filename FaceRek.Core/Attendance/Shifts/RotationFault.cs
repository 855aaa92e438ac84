namespace FaceRek.Core.Attendance.Shifts;

public enum RotationFault
{
    NameMissing,
    NameTooLong,

    /// <summary>Not between <see cref="Rotation.FewestDays"/> and <see cref="Rotation.MostDays"/>.</summary>
    LengthOutOfRange,

    NoWork,
    UnknownShift,
}
