namespace FaceRek.Core.Attendance.Leaves;

/// <summary>What became of a wish about leave. Only <see cref="Done"/> changed anything.</summary>
public abstract record LeaveOutcome
{
    private LeaveOutcome() { }

    public sealed record Done(Leave Leave) : LeaveOutcome;

    /// <summary>No such leave or person, or none that this user decides about.</summary>
    public sealed record NotFound : LeaveOutcome;

    public sealed record EndsBeforeItBegins : LeaveOutcome;

    public sealed record TooLong : LeaveOutcome;

    /// <summary>Long past or far ahead.</summary>
    public sealed record TooFar : LeaveOutcome;

    /// <summary>Half a day is of one day.</summary>
    public sealed record HalfOfSeveral : LeaveOutcome;

    public sealed record ReasonTooLong : LeaveOutcome;

    public sealed record Overlaps(Leave Other) : LeaveOutcome;

    /// <summary>Payroll took these days.</summary>
    public sealed record Locked : LeaveOutcome;

    /// <summary>Nobody decides about their own.</summary>
    public sealed record OwnLeave : LeaveOutcome;

    /// <summary>Somebody else was first, or it was withdrawn.</summary>
    public sealed record Decided(LeaveStatus Status) : LeaveOutcome;
}
