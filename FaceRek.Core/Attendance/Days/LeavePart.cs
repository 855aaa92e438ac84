namespace FaceRek.Core.Attendance.Days;

public enum LeavePart
{
    WholeDay,
    Morning,
    Afternoon,
}
