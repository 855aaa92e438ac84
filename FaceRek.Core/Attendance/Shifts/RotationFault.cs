namespace FaceRek.Core.Attendance.Shifts;

public enum RotationFault
{
    NameMissing,
    NameTooLong,

    /// <summary>Not between <see cref="Rotation.FewestDays"/> and <see cref="Rotation.MaxDays"/>.</summary>
    LengthOutOfRange,

    NoWork,
    UnknownShift,
}
