using FaceRek.Core.Billing;

namespace FaceRek.Core.Attendance.Shifts;

public abstract record ShiftOutcome
{
    private ShiftOutcome() { }

    public sealed record Saved(Guid Id) : ShiftOutcome;

    public sealed record Refused(IReadOnlyList<ShiftFault> Faults) : ShiftOutcome;

    /// <summary>Somebody works it still, or will.</summary>
    public sealed record InUse : ShiftOutcome;

    public sealed record NotEntitled(EntitlementDenial Obstacle) : ShiftOutcome;

    public sealed record NotFound : ShiftOutcome;
}
