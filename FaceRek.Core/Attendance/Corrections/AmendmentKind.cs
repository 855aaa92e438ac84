namespace FaceRek.Core.Attendance.Corrections;

public enum AmendmentKind
{
    Voided,
    Moved,
}
