namespace FaceRek.Core.Attendance.Days;

/// <summary>What a day came to, once it is settled.</summary>
public enum DayStatus
{
    Present,
    HalfDay,
    Absent,
    Holiday,
    Leave,

    /// <summary>Punches stand alone and nothing can be counted: somebody has to look.</summary>
    Incomplete,

    /// <summary>Only shown: the shift has not begun, or its window is still open and nobody came yet.</summary>
    Expected,

    /// <summary>Only shown: came and has not left.</summary>
    AtWork,
}
