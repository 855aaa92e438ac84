namespace FaceRek.Core.Attendance.Leaves;

public enum LeaveStatus
{
    Requested,

    /// <summary>The only one that makes a day of leave.</summary>
    Approved,

    Refused,

    /// <summary>By whom it was for.</summary>
    Withdrawn,
}
