namespace FaceRek.Core.Attendance.Policies;

public abstract record PolicyOutcome
{
    private PolicyOutcome() { }

    public sealed record Saved(AttendancePolicy Policy) : PolicyOutcome;

    public sealed record Refused(IReadOnlyList<PolicyFault> Faults) : PolicyOutcome;

    /// <summary>Further back, or further ahead, than <see cref="PolicyDesk.FurthestDays"/>.</summary>
    public sealed record DateOutOfRange : PolicyOutcome;

    /// <summary>Somebody else saved a version in the meantime.</summary>
    public sealed record Overtaken : PolicyOutcome;
}
