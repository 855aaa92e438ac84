namespace FaceRek.Core.Attendance.Corrections;

public enum CorrectionKind
{
    /// <summary>A punch is missing.</summary>
    Add,

    /// <summary>A punch is wrong and does not count.</summary>
    Void,

    /// <summary>A punch is right but for its time.</summary>
    Move,
}
