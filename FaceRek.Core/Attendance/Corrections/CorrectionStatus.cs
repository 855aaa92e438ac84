namespace FaceRek.Core.Attendance.Corrections;

public enum CorrectionStatus
{
    Pending,
    Approved,
    Refused,

    /// <summary>Taken back by who asked.</summary>
    Withdrawn,
}
