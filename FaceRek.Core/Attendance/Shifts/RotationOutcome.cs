namespace FaceRek.Core.Attendance.Shifts;

public abstract record RotationOutcome
{
    private RotationOutcome() { }

    public sealed record Saved(Guid Id) : RotationOutcome;

    public sealed record Refused(RotationFault Fault) : RotationOutcome;
}
