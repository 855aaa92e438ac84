namespace FaceRek.Core.Attendance.Days;

/// <summary>What somebody has to look at. The numbers are stored.</summary>
[Flags]
public enum ExceptionKinds
{
    None = 0,

    /// <summary>An in or out stands alone.</summary>
    OddPunches = 1,

    /// <summary>The check-out was inferred from the shift.</summary>
    ForgottenCheckOut = 2,

    OutsideFence = 4,
    LowConfidence = 8,

    /// <summary>In at one site while still in at another.</summary>
    SeveralSites = 16,

    /// <summary>Overtime waits for a decision.</summary>
    Overtime = 32,

    /// <summary>Overtime of a week waits for a decision; it is made about the Sunday, and no day shows it.</summary>
    WeeklyOvertime = 64,
}
